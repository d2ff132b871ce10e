import { expect, test } from "@jest/globals";
import { usualKeys } from "./usual-keys.ts";

test("the SDK's chain reads the environment that it is given, and the process keeps its own", async () => {
  const before = { ...process.env };
  const env = { AWS_ACCESS_KEY_ID: "AKIA1", AWS_SECRET_ACCESS_KEY: "s", AWS_SESSION_TOKEN: "t", OTHER: "x" };
  expect(await usualKeys(undefined, env)).toEqual({ accessKeyId: "AKIA1", secretAccessKey: "s", sessionToken: "t" });
  expect({ ...process.env }).toEqual(before);
});

test("nothing found", async () => {
  const env = {
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_CONFIG_FILE: "/dev/null",
    AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
  };
  await expect(usualKeys(undefined, env)).rejects.toMatchObject({ name: "CredentialsProviderError" });
});
