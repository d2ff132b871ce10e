import { expect, test } from "@jest/globals";
import { lookupOf, roleArnOf } from "./context.ts";
import { account, request, roleArn, sessionArn } from "./fixtures.ts";

test.each([
  ["aws:PrincipalArn", sessionArn, roleArn],
  ["aws:PrincipalAccount", sessionArn, account],
  ["aws:PrincipalType", sessionArn, "AssumedRole"],
  ["aws:PrincipalType", `arn:aws:iam::${account}:root`, "Account"],
  ["aws:username", sessionArn, undefined],
  ["aws:username", `arn:aws:iam::${account}:user/path/u`, "u"],
  ["aws:ResourceAccount", sessionArn, undefined],
  ["aws:PrincipalArn", "ec2.amazonaws.com", undefined],
])("%s of %s is %s", (key, arn, expected) => {
  expect(lookupOf(request({ principal: { arn } }))(key)?.values[0]).toBe(expected);
});

test("what is given counts more than what follows, in any case", () => {
  const lookup = lookupOf(request({ context: { "AWS:principalarn": "arn:aws:iam::1:role/p/r" } }));
  expect(lookup("aws:PrincipalArn")).toEqual({ values: ["arn:aws:iam::1:role/p/r"], isList: false, isUnsure: false });
});

test("tags of the principal and the resource, their keys in any case", () => {
  const lookup = lookupOf(
    request({
      principal: { arn: sessionArn, tags: { team: "A", Team: "B" } },
      resource: { arn: "*", tags: { Owner: "o" } },
    }),
  );
  expect(lookup("aws:ResourceTag/owner")?.values).toEqual(["o"]);
  expect(lookup("aws:PrincipalTag/team")).toMatchObject({ isUnsure: true });
});

test("an empty list is nothing", () =>
  expect(lookupOf(request({ context: { "aws:TagKeys": [] } }))("aws:TagKeys")).toBeUndefined());

test.each([
  [sessionArn, roleArn],
  [roleArn, roleArn],
  [`arn:aws:iam::${account}:user/u`, undefined],
  ["x", undefined],
])("the role of %s", (principal, expected) => expect(roleArnOf(principal)).toBe(expected));
