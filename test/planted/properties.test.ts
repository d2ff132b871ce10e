import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { auditRules } from "#shared/detect/audit/index.ts";
import type { SeenRole } from "#shared/detect/audit/rule.ts";
import { allow, deny, holding, seenRole } from "#shared/detect/audit/support/fixtures.ts";
import { readPolicy } from "#shared/policy/read.ts";

const permissionRules = auditRules.filter(({ id }) =>
  [
    ...["privilege-escalation", "can-undo-containment", "iam-write", "pass-role-too-wide", "assume-role-too-wide"],
    ...["service-wildcard", "allow-by-exception", "service-not-in-contract", "bucket-not-in-contract"],
    ...["prefix-not-in-contract", "write-not-in-contract", "bucket-control", "reads-all-data", "shares-resources"],
    "can-blind-us",
  ].includes(id),
);

const foundIn = (seen: SeenRole): readonly string[] =>
  permissionRules.filter((rule) => rule.audit(seen).type === "found").map(({ id }) => id);

const action = fc.constantFrom(
  ...["*", "s3:*", "s3:Get*", "s3:PutObject", "s3:PutBucketPolicy", "iam:*", "iam:PassRole", "iam:PutRolePolicy"],
  ...["iam:CreateUser", "ec2:RunInstances", "lambda:*", "sts:AssumeRole", "kms:Decrypt", "sagemaker:Create*"],
  ...["cloudtrail:StopLogging", "secretsmanager:GetSecretValue", "S3:getobject", "ec2:Describe?nstances"],
);
const resource = fc.constantFrom(
  ...["*", "arn:aws:s3:::auger-acme", "arn:aws:s3:::auger-acme/*", "arn:aws:s3:::payroll/*", "arn:aws:s3:::auger-*"],
  ...["arn:aws:iam::111122223333:role/*", "arn:aws:iam::111122223333:role/vendor/auger/vendor-auger"],
);
const statement = fc.record({
  Effect: fc.constant("Allow"),
  Action: fc.array(action, { minLength: 1, maxLength: 4 }),
  Resource: fc.array(resource, { minLength: 1, maxLength: 3 }),
});
const statements = fc.array(statement, { minLength: 1, maxLength: 4 });
const contract = fc.constantFrom({}, { contract: "none" } as const, {
  contract: { services: ["s3", "ec2", "lambda"] },
});

test("a Deny of everything leaves nothing to find", () => {
  fc.assert(
    fc.property(statements, contract, (some, change) => foundIn(holding([...some, deny("*")], change)).length === 0),
  );
});

test("a boundary of nothing leaves nothing to find", () => {
  const none = {
    role: { boundary: { arn: "x", policy: readPolicy({ Version: "2012-10-17", Statement: [] }, "identity") } },
  };
  fc.assert(
    fc.property(statements, contract, (some, change) => foundIn(holding(some, { ...change, ...none })).length === 0),
  );
});

test("to allow more never silences a rule", () => {
  fc.assert(
    fc.property(statements, statement, contract, (some, more, change) => {
      const after = foundIn(holding([...some, more], change));
      expect(foundIn(holding(some, change)).filter((id) => !after.includes(id))).toEqual([]);
    }),
  );
});

test("the order of statements does not matter", () => {
  fc.assert(
    fc.property(statements, contract, (some, change) => {
      expect(foundIn(holding(some.toReversed(), change))).toEqual(foundIn(holding(some, change)));
    }),
  );
});

test("whatever stands in a policy, no rule throws", () => {
  const hostile = fc.oneof(
    fc.string({ maxLength: 40 }),
    fc.constantFrom(
      "*",
      "${",
      `\${aws:username}`,
      "\u202e",
      "__proto__",
      `${"*a".repeat(400)}`,
      "arn:::::",
      "iam:",
      ":",
    ),
  );
  const wild = fc.record({
    Effect: fc.constantFrom("Allow", "Deny", "allow"),
    Action: fc.oneof(hostile, fc.array(hostile, { maxLength: 5 })),
    Resource: fc.oneof(hostile, fc.array(hostile, { maxLength: 5 })),
    Condition: fc.dictionary(hostile, fc.dictionary(hostile, hostile, { maxKeys: 2 }), { maxKeys: 2 }),
  });
  fc.assert(
    fc.property(fc.array(wild, { maxLength: 4 }), contract, (some, change) => {
      const seen = holding(some, change);
      for (const rule of auditRules) rule.audit(seen);
    }),
  );
});

test("actions are read in any case", () => {
  expect(foundIn(seenRole())).toEqual([]);
  expect(foundIn(holding([allow("S3:GETOBJECT", "arn:aws:s3:::auger-acme/*")]))).toEqual([]);
});
