import { expect, test } from "@jest/globals";
import { allow, deny, when } from "../../../policy/fixtures.ts";
import { saidBy } from "../fixtures.ts";
import { denyRestsOnVariable } from "./deny-rests-on-variable.ts";

const key = "aws:PrincipalTag/team";
const team = `\${${key}}`;
const other = when("StringNotEquals", "aws:ResourceTag/team", team);
const rests = deny("sagemaker:DeleteModel", "*", other);
const twin = deny("sagemaker:*", "*", when("Null", key, "true"));

test.each([
  ["alone", [rests], 1],
  ["in a resource", [deny("s3:GetObject", `arn:aws:s3:::b/${team}/*`)], 1],
  ["in a NotResource", [{ Effect: "Deny", Action: "s3:*", NotResource: `arn:aws:s3:::b/${team}/*` }], 1],
  ["two variables, one with a twin", [deny("sagemaker:*", `\${aws:username}`, other), twin], 1],
  ["a twin of other actions", [rests, deny("sagemaker:Create*", "*", when("Null", key, "true"))], 1],
  [
    "a twin on other resources",
    [rests, deny("sagemaker:*", "arn:aws:sagemaker:*:*:app/*", when("Null", key, "true"))],
    1,
  ],
  ["a twin of another variable", [rests, deny("*", "*", when("Null", "aws:username", "true"))], 1],
  [
    "a twin that asks more",
    [rests, deny("*", "*", { Condition: { Null: { [key]: "true", "aws:username": "true" } } })],
    1,
  ],
  ["what stands beside it is an Allow", [rests, allow("*", "*", when("Null", key, "true"))], 1],
  [
    "the Null is in the same statement",
    [deny("*", "*", { Condition: { ...other.Condition, Null: { [key]: "false" } } })],
    1,
  ],
  ["with a twin", [rests, twin], 0],
  ["with a twin by StringNotLike", [rests, deny("*", "*", when("StringNotLike", "AWS:PrincipalTag/Team", "?*"))], 0],
  ["a default", [deny("*", "*", when("StringNotEquals", "aws:ResourceTag/team", `\${${key}, 'nobody'}`))], 0],
  ["an escape", [deny("s3:*", `arn:aws:s3:::b/\${*}`)], 0],
  ["no variable", [deny("*", "*", when("Null", key, "true"))], 0],
  ["an Allow", [allow("*", "*", other)], 0],
] as const)("%s", (_, statements, times) => {
  expect(saidBy(denyRestsOnVariable, statements)).toHaveLength(times);
});
