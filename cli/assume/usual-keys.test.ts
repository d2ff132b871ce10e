import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, jest, test } from "@jest/globals";
import { temporaryFolder } from "./fixture.ts";
import { usualKeys } from "./usual-keys.ts";

test("the SDK's chain reads the environment that it is given, and the process keeps its own", async () => {
  const before = { ...process.env };
  const env = { AWS_ACCESS_KEY_ID: "AKIA1", AWS_SECRET_ACCESS_KEY: "s", AWS_SESSION_TOKEN: "t", OTHER: "x" };
  expect(await usualKeys(undefined, env)).toEqual({ accessKeyId: "AKIA1", secretAccessKey: "s", sessionToken: "t" });
  expect({ ...process.env }).toEqual(before);
});

test("the process's own environment", async () => {
  const before = { ...process.env };
  const own = { AWS_ACCESS_KEY_ID: "AKIAOWN", AWS_SECRET_ACCESS_KEY: "s", AWS_EC2_METADATA_DISABLED: "true" };
  delete process.env.AWS_SESSION_TOKEN;
  Object.assign(process.env, own);
  try {
    expect(await usualKeys(undefined, process.env)).toMatchObject({ accessKeyId: "AKIAOWN", secretAccessKey: "s" });
    expect(process.env).toMatchObject(own);
  } finally {
    for (const name of Object.keys(own)) delete process.env[name];
    Object.assign(process.env, before);
  }
});

test("nothing found", async () => {
  const env = {
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_CONFIG_FILE: "/dev/null",
    AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
  };
  await expect(usualKeys(undefined, env)).rejects.toMatchObject({ name: "CredentialsProviderError" });
});

const folder = temporaryFolder();
writeFileSync(
  join(folder, "config"),
  `[profile mfa]
role_arn = arn:aws:iam::111122223333:role/a
source_profile = pair
mfa_serial = arn:aws:iam::111122223333:mfa/alice
[profile pair]
aws_access_key_id = A
aws_secret_access_key = s
[profile sso]
sso_session = corporate
sso_account_id = 111122223333
sso_role_name = dev
[sso-session corporate]
sso_region = us-east-1
sso_start_url = https://example.awsapps.com/start
`,
);

test("a profile beside keys of the environment: the SDK does not warn", async () => {
  const warn = jest.spyOn(console, "warn").mockReturnValue();
  const files = { AWS_CONFIG_FILE: join(folder, "config"), AWS_SHARED_CREDENTIALS_FILE: "/dev/null" };
  const env = { ...files, AWS_ACCESS_KEY_ID: "AKIA1", AWS_SECRET_ACCESS_KEY: "s" };
  expect(await usualKeys("pair", env)).toMatchObject({ accessKeyId: "A" });
  expect(warn).not.toHaveBeenCalled();
  warn.mockRestore();
});

test.each([
  ["mfa", "BadInput", '--profile: the role of profile "mfa" asks for a second factor; allowed: '],
  ["sso", "Refused", 'the sign-in of profile "sso" has ended: `aws sso login`'],
])("a profile %s that needs a person", async (profile, name, message) => {
  const env = { HOME: folder, AWS_CONFIG_FILE: join(folder, "config"), AWS_SHARED_CREDENTIALS_FILE: "/dev/null" };
  await expect(usualKeys(profile, env)).rejects.toMatchObject({ name, message: expect.stringContaining(message) });
});

const script = `const { usualKeys } = await import(${JSON.stringify(import.meta.resolve("./usual-keys.ts"))});
  const { readProfiles } = await import(${JSON.stringify(import.meta.resolve("./aws-files.ts"))});
  const { size } = readProfiles(process.env);
  await usualKeys(undefined, process.env).catch(({ name }) => console.log(size, name, process.env.HOME));`;
const isRoot = process.getuid?.() === 0;

(isRoot ? test : test.skip)("a user whom the machine does not know has no files", () => {
  const env = { AWS_EC2_METADATA_DISABLED: "true" };
  const run = spawnSync(process.execPath, ["--input-type=module", "-e", script], {
    uid: 54_321,
    env,
    encoding: "utf8",
  });
  expect(run).toMatchObject({ stdout: "0 CredentialsProviderError undefined\n", stderr: "" });
});
