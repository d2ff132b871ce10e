import { expect, test } from "@jest/globals";
import { credentialDocument } from "./document.ts";

test("what the SDKs read, and nothing else; its end by this machine's clock", () => {
  const session = {
    ...{ accessKeyId: "ASIA1", secretAccessKey: "s", sessionToken: "t" },
    ...{ issuedAt: "2026-07-01T10:00:00.000Z", expiresAt: "2026-07-01T11:00:00.000Z" },
  };
  const wall = Date.parse("2026-07-01T09:00:00Z");
  expect(credentialDocument({ session, since: { wall, steady: 7 } }, { wall: wall + 600_000, steady: 600_007 })).toBe(
    '{"Version":1,"AccessKeyId":"ASIA1","SecretAccessKey":"s","SessionToken":"t","Expiration":"2026-07-01T10:00:00.000Z"}',
  );
});
