import { expect, test } from "@jest/globals";
import type { UserFacts } from "../../model/role-facts.ts";
import { accountWith, augersRole, augersSettings, contractsWith, now } from "../../vendors/fixture.ts";
import { keysInsteadOfRole as rule } from "./keys-instead-of-role.ts";

const [contract] = contractsWith(augersSettings);
const user: UserFacts = {
  ...{ arn: "arn:aws:iam::111122223333:user/auger-export", name: "auger-export", path: "/", tags: {}, policies: [] },
  keys: [{ active: true, createdAt: undefined, lastUsedAt: undefined }],
};
const verdict = (users: readonly UserFacts[] | undefined, roles = [] as (typeof augersRole)[]) => {
  if (contract === undefined) throw new Error("no contract");
  return rule.audit({ contract, account: { ...accountWith(), users }, roles, settings: augersSettings, now });
};

test.each([
  ["its user has a key", [user], "found"],
  ["the key is inactive", [{ ...user, keys: [] }], "clean"],
  ["somebody else's key", [{ ...user, name: "export" }], "clean"],
  ["keys not known", [{ ...user, keys: undefined }], "unknown"],
  ["users not given", undefined, "unknown"],
])("%s", (_, users, type) => expect(verdict(users)).toMatchObject({ type }));

test("a vendor with a role is static-keys-for-vendor's", () =>
  expect(verdict([user], [augersRole])).toEqual({ type: "not-applicable" }));
