import { expect, test } from "@jest/globals";
import { lookupOf } from "./context.ts";
import { account, request, roleArn, sessionArn } from "./fixtures.ts";
import { namedBy } from "./principals.ts";

const none = { anybody: false, aws: [], federated: [], service: [], canonicalUser: [] };
const nobody = { itself: "no", role: "no", account: "no", anybody: "no" };
const naming = (aws: string, arn: string, context = {}) =>
  namedBy({ ...none, aws: [aws] }, { arn }, lookupOf(request({ principal: { arn }, context })));
const withPath = `arn:aws:iam::${account}:role/vendor/acme/vendor-acme`;

test.each([
  [account, sessionArn, {}, { account: "yes" }],
  [`arn:aws-cn:iam::${account}:root`, sessionArn, {}, { account: "yes" }],
  [roleArn, sessionArn, {}, { role: "yes" }],
  [roleArn, roleArn, {}, { role: "yes" }],
  [sessionArn, sessionArn, {}, { itself: "yes" }],
  [sessionArn, roleArn, {}, { itself: "maybe" }],
  [withPath, sessionArn, {}, { role: "yes" }],
  [withPath, sessionArn, { "aws:PrincipalArn": withPath }, { role: "yes" }],
  [roleArn, sessionArn, { "aws:PrincipalArn": withPath }, {}],
  [`arn:aws:iam::${account}:user/u`, `arn:aws:iam::${account}:user/u`, {}, { itself: "yes" }],
  ["AROAEXAMPLEEXAMPLE12", sessionArn, { "aws:userid": "AROAEXAMPLEEXAMPLE12:acme-1" }, { role: "yes" }],
  ["AROAEXAMPLEEXAMPLE12", sessionArn, { "aws:userid": "AROAEXAMPLEEXAMPLE123:acme-1" }, {}],
  ["arn:aws:iam::000000000000:role/vendor-acme", sessionArn, {}, {}],
  [`arn:aws:iam::${account}:role/vendor-*`, roleArn, {}, { itself: "maybe" }],
])("%s names %s", (aws, arn, context, expected) => {
  expect(naming(aws, arn, context)).toEqual({ ...nobody, ...expected });
});

test("a canonical user may be anybody's", () => {
  const principals = { ...none, canonicalUser: ["79a5"] };
  expect(namedBy(principals, { arn: sessionArn }, () => undefined)).toEqual({ ...nobody, itself: "maybe" });
});
