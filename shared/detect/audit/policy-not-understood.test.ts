import { expect, test } from "@jest/globals";
import { readPolicy } from "../../policy/read.ts";
import { augersRole, augersStatement, seenTrust, seenWith } from "../../vendors/fixture.ts";
import { detailsOf, said } from "./fixture.ts";
import { policyNotUnderstood as rule } from "./policy-not-understood.ts";

const broken = readPolicy("{", "identity");
const odd = {
  Effect: "Allow",
  Action: "s3:GetObject",
  Resource: "*",
  Condition: { StringAlmostEquals: { "aws:x": "y" } },
};

test("sound policies", () => expect(said(rule, seenWith([augersRole]))).toBe("clean"));

test.each([
  ["no JSON in a policy of its own", { policies: [{ name: "inline", policy: broken }] }, "medium inline -"],
  ["in an attached one", { policies: [{ name: "a", arn: "arn:a", policy: broken }] }, "medium arn:a -"],
  ["in the boundary", { boundary: { arn: "arn:b", policy: broken } }, "medium boundary -"],
  ["in the trust", { trust: readPolicy("<xml>", "trust") }, "medium trust -"],
  [
    "an operator that nobody has",
    { policies: [{ name: "inline", policy: readPolicy({ Version: "2012-10-17", Statement: odd }, "identity") }] },
    "medium inline 0",
  ],
  ["a document that was not given", { policies: [{ name: "a", arn: "arn:a", policy: undefined }] }, "clean"],
])("%s", (_, facts, expected) => expect(said(rule, seenWith([{ ...augersRole, ...facts }]))).toBe(expected));

test("longer than AWS stores", () => {
  const Sid = "x".repeat(5_000);
  expect(said(rule, seenTrust({ ...augersStatement, Sid }))).toBe("medium trust -");
});

test("of many problems the first few, and how many more", () => {
  const policy = readPolicy({ Version: "2012-10-17", Statement: Array(9).fill(odd) }, "identity");
  const seen = seenWith([{ ...augersRole, policies: [{ name: "inline", policy }] }]);
  expect(detailsOf(rule, seen).split(";")).toHaveLength(5);
  expect(detailsOf(rule, seen)).toContain("and 4 more");
});

test("the policy of its bucket too, and nobody else's", () => {
  const seen = seenWith([augersRole]);
  const policies = ["auger-acme", "payroll"].map((name) => ({ resource: `arn:aws:s3:::${name}`, policy: broken }));
  const account = { ...seen.account, resourcePolicies: policies };
  expect(said(rule, { ...seen, account })).toBe("medium arn:aws:s3:::auger-acme -");
  const unread = { resource: "arn:aws:s3:::auger-acme", policy: readPolicy(null, "resource") };
  expect(said(rule, { ...seen, account: { ...account, resourcePolicies: [unread] } })).toBe("clean");
});
