import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { makeLender } from "../assume/make-lender.ts";
import { readAsked } from "../assume/options.ts";
import { entryName } from "./entry-name.ts";

const wanted = fc.record({
  fingerprint: fc.string(),
  source: fc.string(),
  region: fc.string(),
  endpoint: fc.string(),
});

test("a file's name, the same for the same, another where anything differs", () => {
  fc.assert(
    fc.property(wanted, wanted, (one, other) => {
      expect(entryName(one)).toMatch(/^[0-9a-f]{64}$/);
      expect(entryName({ ...one })).toBe(entryName(one));
      for (const [field, value] of Object.entries(other)) {
        const isSame = one[field as keyof typeof one] === value;
        expect(entryName({ ...one, [field]: value }) === entryName(one)).toBe(isSame);
      }
    }),
  );
});

const role = "arn:aws:iam::111122223333:role/sales";
const stdin = (async function* nothing() {})();
const options = { role, sessionName: "alice", profile: undefined };
const nameOf = async (more: Readonly<Record<string, unknown>>): Promise<string> => {
  const env = { AWS_ACCESS_KEY_ID: "AKIA1", AWS_SECRET_ACCESS_KEY: "s", AWS_REGION: "us-east-1" };
  const { fingerprint } = await makeLender(readAsked({ ...options, ...more }), {}, { cwd: ".", env, stdin });
  return entryName({ fingerprint, source: "AKIA1", region: "us-east-1", endpoint: "https://sts" });
};

test("each option that counts makes another entry", async () => {
  const different = [
    {},
    { role: `${role}2` },
    { chain: [role] },
    { chain: [role, role] },
    { duration: "PT2H" },
    { sessionName: "bob" },
    { sourceIdentity: "alice" },
    { externalId: "x1" },
    { sessionPolicy: '{"Statement":[]}' },
    { sessionPolicy: '{"Statement":[{}]}' },
    { mfaSerial: "arn:aws:iam::111122223333:mfa/alice" },
  ];
  const names = await Promise.all(different.map(nameOf));
  expect(new Set(names).size).toBe(different.length);
  expect(await nameOf({})).toBe(names[0]);
  const mfaSerial = "arn:aws:iam::111122223333:mfa/alice";
  expect(await nameOf({ mfaSerial, mfaCode: "123456" })).toBe(names.at(-1)); // good once: not what is lent
});
