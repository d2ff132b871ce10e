import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { matches } from "../../../policy/glob.ts";
import { allow, deny, holding } from "./fixtures.ts";
import { grantsOf, isAmong, isByVariable, isLimitedByCondition, limitedTo, stillGrants, witnessOf } from "./grants.ts";

const conditions = (condition: object) => {
  const [grant] = grantsOf(holding([allow("ec2:StopInstances", "*", condition)]), "ec2:StopInstances");
  if (grant === undefined) throw new Error("not granted");
  return grant.statement;
};

test("the same question has the same answer", () => {
  const seen = holding([allow("ec2:Stop*")]);
  expect(grantsOf(seen, "ec2:StopInstances")).toHaveLength(1);
  expect(grantsOf(seen, "ec2:StopInstances")).toBe(grantsOf(seen, "ec2:StopInstances"));
  expect(grantsOf(seen, "ec2:StartInstances")).toEqual([]);
});

test.each([
  ["by tag", { StringEquals: { "aws:ResourceTag/vendor": "auger" } }, true],
  ["by a tag of the service", { StringLike: { "ec2:ResourceTag/vendor": "auger-*" } }, true],
  ["by any tag", { StringLike: { "aws:ResourceTag/vendor": "*" } }, false],
  ["by a tag that may be absent", { StringEqualsIfExists: { "aws:ResourceTag/vendor": "auger" } }, false],
  ["by what a tag is not", { StringNotEquals: { "aws:ResourceTag/vendor": "other" } }, false],
  ["where all values of none do", { "ForAllValues:StringEquals": { "aws:ResourceTag/vendor": "auger" } }, false],
  ["by region", { StringEquals: { "aws:RequestedRegion": "us-east-1" } }, false],
  ["by address", { IpAddress: { "aws:SourceIp": "192.0.2.0/24" } }, false],
])("limited %s: %s", (_, condition, expected) => {
  expect(isLimitedByCondition(conditions(condition))).toBe(expected);
});

test("the values that a key may have", () => {
  const statement = conditions({ StringEquals: { "aws:requesttag/Vendor": ["a", "b"] } });
  expect(limitedTo(statement, /^aws:RequestTag\/vendor$/i)).toEqual(["a", "b"]);
  expect(limitedTo(statement, /^aws:ResourceTag/i)).toBeUndefined();
});

test("a Deny for all but one resource leaves that one", () => {
  const seen = holding([
    allow("ec2:StopInstances"),
    { ...deny("ec2:*"), Resource: undefined, NotResource: "arn:aws:ec2:*:*:instance/i-1" },
  ]);
  const [grant] = grantsOf(seen, "ec2:StopInstances");
  if (grant === undefined) throw new Error("not granted");
  expect(stillGrants(seen, grant, "ec2:StopInstances", "arn:aws:ec2:us-east-1:111122223333:instance/i-1")).toBe(true);
  expect(stillGrants(seen, grant, "ec2:StopInstances", "arn:aws:ec2:us-east-1:111122223333:instance/i-2")).toBe(false);
});

test("a witness is one of those that the pattern matches", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^arn:aws:s3:::[a-z*?/]{1,20}$/), (pattern) =>
      matches(pattern, witnessOf(pattern, "unused")),
    ),
  );
  expect(witnessOf("*", "arn:aws:s3:::*/*")).toBe("arn:aws:s3:::sagewarden-witness/sagewarden-witness");
});

test("actions do not mind case", () => {
  expect(isAmong("S3:getobject", ["s3:Get*"])).toBe(true);
  expect(isAmong("s3:PutObject", ["s3:Get*"])).toBe(false);
});

test("a variable names one resource, whichever", () => {
  const [grant] = grantsOf(
    holding([allow("ec2:StopInstances", `arn:aws:ec2:*:*:instance/\${aws:PrincipalTag/id}`)]),
    "ec2:StopInstances",
  );
  expect(grant?.resources.map((resource) => isByVariable(grant.statement, resource))).toEqual([true]);
  expect(grant && isByVariable(grant.statement, "arn:aws:ec2:*:*:instance/i-*")).toBe(false);
});
