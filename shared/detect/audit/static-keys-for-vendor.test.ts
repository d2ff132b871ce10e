import { expect, test } from "@jest/globals";
import type { UserFacts } from "../../model/role-facts.ts";
import { staticKeysForVendor } from "./static-keys-for-vendor.ts";
import { allow, answerOf, bucket, inline, seenRole } from "./support/fixtures.ts";

const active = { active: true, createdAt: "2026-01-01T00:00:00Z", lastUsedAt: undefined };
const somebody: UserFacts = {
  ...{ arn: "arn:aws:iam::111122223333:user/somebody", name: "somebody", path: "/", tags: {} },
  ...{ policies: [], keys: [active] },
};
const withUser = (change: Partial<UserFacts>, contract = {}) =>
  seenRole({ account: { users: [{ ...somebody, ...change }] }, contract });

test.each([
  ["no users", seenRole(), "clean"],
  ["users not given", seenRole({ account: { users: undefined } }), "unknown"],
  ["somebody else's key", withUser({}), "clean"],
  ["by name", withUser({ name: "svc-auger-export" }), ["high somebody -"]],
  ["by path", withUser({ path: "/vendor/auger/" }), ["high somebody -"]],
  ["by tag", withUser({ tags: { Vendor: "Auger" } }), ["high somebody -"]],
  [
    "by what its policy names",
    withUser({ policies: [inline("p", allow("s3:GetObject", `${bucket}/*`))] }),
    ["high somebody -"],
  ],
  ["a policy for everything names nobody", withUser({ policies: [inline("p", allow("s3:GetObject"))] }), "clean"],
  ["only a part of a word", withUser({ name: "augerville" }), "clean"],
  ["an inactive key", withUser({ name: "auger", keys: [{ ...active, active: false }] }), "clean"],
  ["no key", withUser({ name: "auger", keys: [] }), "clean"],
  ["somebody else's keys not known", withUser({ keys: undefined }), "unknown"],
  ["keys not known", withUser({ name: "auger", keys: undefined }), "unknown"],
] as const)("%s", (_, seen, expected) => {
  expect(answerOf(staticKeysForVendor, seen)).toEqual(expected);
});
