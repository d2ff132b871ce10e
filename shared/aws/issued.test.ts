import { expect, test } from "@jest/globals";
import { credentialsFrom } from "./issued.ts";

test("what STS issued, in the SDK's words; nothing issued is nothing to sign with", () => {
  const issued = { AccessKeyId: "a", SecretAccessKey: "b", SessionToken: "c", Expiration: new Date(0) };
  expect(credentialsFrom(issued)).toEqual({ accessKeyId: "a", secretAccessKey: "b", sessionToken: "c" });
  expect(credentialsFrom(undefined)).toEqual({ accessKeyId: "", secretAccessKey: "", sessionToken: "" });
});
