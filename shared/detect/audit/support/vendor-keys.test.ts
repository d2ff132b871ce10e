import { expect, test } from "@jest/globals";
import type { UserFacts } from "../../../model/role-facts.ts";
import { allow, attached, bucket, inline, seenRole } from "./fixtures.ts";
import { keysOf } from "./vendor-keys.ts";

const key = { active: true, createdAt: undefined, lastUsedAt: undefined };
const user: UserFacts = {
  ...{ arn: "arn:aws:iam::111122223333:user/x", name: "x", path: "/", tags: {}, policies: [] },
  keys: [key, key],
};
const signs = { names: ["auger"], buckets: seenRole().contract?.buckets ?? [] };
const told = (change: Partial<UserFacts>) =>
  keysOf({ users: [{ ...user, ...change }] }, signs).found.map(({ detail }) => detail.split("by its ")[1]);
const on = allow("s3:GetObject", `${bucket}/*`);

test.each<[string, Partial<UserFacts>, readonly string[]]>([
  ["name", { name: "auger-1" }, ["name"]],
  ["path", { path: "/vendor/auger/" }, ["path"]],
  ["tag", { tags: { vendor: "Auger" } }, ["tag"]],
  ["inline policy", { policies: [inline("p", on)] }, ["inline policy"]],
  ["a managed policy may be for anybody", { policies: [attached("arn:aws:iam::111122223333:policy/p", on)] }, []],
  ["nothing", {}, []],
])("by its %s", (_, change, expected) => expect(told(change)).toEqual(expected));

test("keys are counted; where they are not known, that is said", () => {
  expect(keysOf({ users: [{ ...user, name: "auger" }] }, signs)).toMatchObject({
    found: [{ detail: expect.stringMatching(/^2 active access keys/) }],
    missing: [],
  });
  expect(keysOf({ users: [{ ...user, keys: undefined }] }, signs)).toEqual({ found: [], missing: ["access keys"] });
  expect(keysOf({ users: undefined }, signs)).toEqual({ found: [], missing: ["access keys"] });
});
