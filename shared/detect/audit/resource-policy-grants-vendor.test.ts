import { expect, test } from "@jest/globals";
import { readPolicy } from "../../policy/read.ts";
import { augersAccount, augersRole, ourAccount } from "../../vendors/fixture.ts";
import { said } from "./fixture.ts";
import { resourcePolicyGrantsVendor } from "./resource-policy-grants-vendor.ts";
import { answerOf, bucket, roleArn, seenRole } from "./support/fixtures.ts";

const other = "arn:aws:s3:::payroll";
const statement = (principal: unknown, change: object = {}) => ({
  ...{ Effect: "Allow", Principal: principal, Action: "s3:GetObject", Resource: `${other}/*` },
  ...change,
});
const on = (resource: string, ...statements: readonly unknown[]) =>
  seenRole({
    account: {
      resourcePolicies: [
        { resource, policy: readPolicy({ Version: "2012-10-17", Statement: statements }, "resource") },
      ],
    },
  });
const its = { Action: ["s3:GetObject", "s3:PutObject"], Resource: `${bucket}/*` };

test.each([
  ["none", seenRole(), "clean"],
  ["not given", seenRole({ account: { resourcePolicies: undefined } }), "unknown"],
  [
    "one of them cannot be read",
    seenRole({ account: { resourcePolicies: [{ resource: other, policy: readPolicy(null, "resource") }] } }),
    "unknown",
  ],
  ["the vendor's account", on(other, statement({ AWS: augersAccount })), ["high arn:aws:s3:::payroll 0"]],
  ["its root", on(other, statement({ AWS: [`arn:aws:iam::${augersAccount}:root`] })), ["high arn:aws:s3:::payroll 0"]],
  [
    "a role there",
    on(other, statement({ AWS: `arn:aws:iam::${augersAccount}:role/etl` })),
    ["high arn:aws:s3:::payroll 0"],
  ],
  [
    "everybody of its account",
    on(other, statement("*", { Condition: { StringEquals: { "aws:PrincipalAccount": augersAccount } } })),
    ["high arn:aws:s3:::payroll 0"],
  ],
  ["the role", on(other, statement({ AWS: roleArn })), ["high arn:aws:s3:::payroll 0"]],
  ["the role by its id", on(other, statement({ AWS: augersRole.id })), ["high arn:aws:s3:::payroll 0"]],
  [
    "a session of it",
    on(bucket, statement({ AWS: `arn:aws:sts::${ourAccount}:assumed-role/vendor-auger/x` }, its)),
    ["high arn:aws:s3:::auger-acme 0"],
  ],
  [
    "the role by a condition",
    on(
      other,
      statement("*", {
        Condition: { ArnLike: { "aws:PrincipalArn": `arn:aws:iam::${ourAccount}:role/vendor/auger/*` } },
      }),
    ),
    ["high arn:aws:s3:::payroll 0"],
  ],
  ["the role, as the contract does", on(bucket, statement({ AWS: roleArn }, its)), ["low arn:aws:s3:::auger-acme 0"]],
  [
    "the role, and more than the contract",
    on(bucket, statement({ AWS: roleArn }, { ...its, Action: "s3:*" })),
    ["high arn:aws:s3:::auger-acme 0"],
  ],
  [
    "the vendor's account, on its bucket",
    on(bucket, statement({ AWS: augersAccount }, its)),
    ["high arn:aws:s3:::auger-acme 0"],
  ],
  ["a Deny", on(bucket, statement("*", { Effect: "Deny", Action: "s3:*" })), "clean"],
  ["somebody else", on(other, statement({ AWS: "arn:aws:iam::111122223333:role/app" })), "clean"],
  ["everybody is nobody's vendor", on(other, statement("*")), "clean"],
  ["a service", on(other, statement({ Service: "cloudtrail.amazonaws.com" })), "clean"],
] as const)("%s", (_, seen, expected) => {
  expect(answerOf(resourcePolicyGrantsVendor, seen)).toEqual(expected);
});

test("kinds that were not given are unknown, beside what was found", () => {
  const seen = seenRole({ account: { unreadResources: ["key", "queue"] } });
  expect(said(resourcePolicyGrantsVendor, seen)).toBe("unknown: key policies, queue policies");
  const granted = on(other, statement({ AWS: augersAccount }));
  const account = { ...granted.account, unreadResources: ["key"] as const };
  expect(said(resourcePolicyGrantsVendor, { ...granted, account })).toBe(
    "high arn:aws:s3:::payroll 0; unknown: key policies",
  );
});

test("a policy that cannot be read may grant anything", () => {
  const account = { resourcePolicies: [{ resource: other, policy: readPolicy({ Statement: ["x"] }, "resource") }] };
  expect(said(resourcePolicyGrantsVendor, seenRole({ account }))).toBe("unknown: sound policies");
});
