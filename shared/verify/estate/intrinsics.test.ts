import { expect, test } from "@jest/globals";
import { resolver } from "./intrinsics.ts";

const resolve = resolver({
  refs: new Map([["AWS::AccountId", "111122223333"]]),
  attributes: new Map([["Role.Arn", "arn:aws:iam::111122223333:role/r"]]),
});

test.each<[string, unknown, unknown]>([
  ["a pseudo parameter", { Ref: "AWS::AccountId" }, "111122223333"],
  ["an attribute", { "Fn::GetAtt": ["Role", "Arn"] }, "arn:aws:iam::111122223333:role/r"],
  ["a joined text", { "Fn::Join": [":", ["a", { Ref: "AWS::AccountId" }]] }, "a:111122223333"],
  ["a form", { "Fn::Sub": `x-\${AWS::AccountId}-\${Role.Arn}` }, "x-111122223333-arn:aws:iam::111122223333:role/r"],
  ["a form with names of its own", { "Fn::Sub": [`\${a}/\${!aws:username}`, { a: "b" }] }, `b/\${aws:username}`],
  ["a policy's own variable", { Resource: `\${aws:PrincipalTag/team}` }, { Resource: `\${aws:PrincipalTag/team}` }],
  ["what the template does not tell", { "Fn::ImportValue": "x" }, "unresolved--Fn-ImportValue-x-"],
  ["a resource that is not there", [{ Ref: "Gone" }], ["unresolved--Gone-"]],
])("%s", (_, value, resolved) => {
  expect(resolve(value)).toEqual(resolved);
});
