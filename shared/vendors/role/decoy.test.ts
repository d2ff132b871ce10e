import { describe, expect, test } from "@jest/globals";
import { evaluate } from "../../policy/evaluate.ts";
import { readPolicy } from "../../policy/read.ts";
import { admits } from "../../policy/trust.ts";
import { decoyOf } from "./decoy.ts";
import { contractWith, everything, place } from "./fixture.ts";

const decoy = decoyOf(contractWith(everything), place, "made-for-this-exercise");
const self = decoy.arn;

test("a role like the vendor's, in its name space, by its tag known as a decoy", () => {
  expect(self).toBe("arn:aws:iam::111122223333:role/vendor/auger/sagewarden-exercise-auger");
  expect({ ...decoy.tags }).toMatchObject({ "sagewarden:vendor": "auger", "sagewarden:exercise": "auger" });
  expect(decoyOf(contractWith({}, "x".repeat(32)), place, "e").name.length).toBeLessThanOrEqual(64);
});

describe("what its session may do", () => {
  const identity = decoy.policies.map(({ name, document }) => ({ name, policy: readPolicy(document, "identity") }));
  const may = (action: string, arn: string) => {
    const principal = { arn: `arn:aws:sts::${place.account}:assumed-role/${decoy.name}/exercise` };
    return evaluate({ principal, action, resource: { arn }, context: {} }, { identity }).decision;
  };

  test("it reads itself", () => {
    expect(may("iam:GetRole", self)).toBe("allowed");
  });

  test.each([
    ["iam:GetRole", "arn:aws:iam::111122223333:role/other"],
    ["s3:GetObject", "arn:aws:s3:::lake/exports/a"],
    ["s3:PutObject", "arn:aws:s3:::auger-acmeorg/in/a"],
    ["secretsmanager:GetSecretValue", "arn:aws:secretsmanager:us-east-1:111122223333:secret:auger/token-abcdef"],
    ["sts:AssumeRole", "arn:aws:iam::111122223333:role/auger-hub"],
    ["iam:PutRolePolicy", self],
    ["lambda:CreateFunction", "arn:aws:lambda:us-east-1:111122223333:function:vendor-auger-x"],
  ])("no %s on %s, though the contract's policy stands on it", (action, resource) => {
    expect(may(action, resource)).toMatch(/Deny$/);
  });

  test("the Deny is written before the contract's policy, which there may be none of", () => {
    expect(decoy.policies.map(({ name }) => name)).toEqual(["exercise", "contract"]);
    const theirs = contractWith({ services: ["quicksight"], roleArn: "arn:aws:iam::111122223333:role/theirs" });
    expect(decoyOf(theirs, place, "e").policies.map(({ name }) => name)).toEqual(["exercise"]);
  });
});

test.each([
  [place.account, "made-for-this-exercise", "allowed"],
  [place.account, "another", "implicitDeny"],
  [place.account, undefined, "implicitDeny"],
  ["999988887777", "made-for-this-exercise", "implicitDeny"],
])("account %s takes it with external id %s: %s", (account, externalId, expected) => {
  const context = externalId === undefined ? {} : { "sts:ExternalId": externalId };
  const principal = { arn: `arn:aws:iam::${account}:user/operator` };
  expect(admits(readPolicy(decoy.trust, "trust"), { principal, role: self, context }).decision).toBe(expected);
});
