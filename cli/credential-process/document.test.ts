import { expect, test } from "@jest/globals";
import { credentialDocument } from "./document.ts";

test("what the SDKs read, and nothing else", () => {
  const session = {
    ...{ accessKeyId: "ASIA1", secretAccessKey: "s", sessionToken: "t" },
    ...{ issuedAt: "2026-07-01T10:00:00.000Z", expiresAt: "2026-07-01T11:00:00.000Z" },
  };
  expect(credentialDocument(session)).toBe(
    '{"Version":1,"AccessKeyId":"ASIA1","SecretAccessKey":"s","SessionToken":"t","Expiration":"2026-07-01T11:00:00.000Z"}',
  );
});
