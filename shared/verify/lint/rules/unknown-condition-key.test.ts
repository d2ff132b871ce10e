import { expect, test } from "@jest/globals";
import { allow, deny, when } from "../../../policy/fixtures.ts";
import { saidBy } from "../fixtures.ts";
import { unknownConditionKey } from "./unknown-condition-key.ts";

const tag = "aws:RequestTag/team";
const team = when("StringEquals", tag, "TeamA");

test.each([
  ["a Deny of one that takes no tags", deny("sagemaker:DeleteModel", "*", team), 1],
  ["a Deny of two, one of which takes none", deny(["sagemaker:CreateModel", "sagemaker:DeleteModel"], "*", team), 1],
  ["an Allow of the two", allow(["sagemaker:CreateModel", "sagemaker:DeleteModel"], "*", team), 0],
  ["an Allow of the one", allow("sagemaker:DeleteModel", "*", team), 1],
  ["a wildcard, some of which take tags", deny("sagemaker:*", "*", team), 0],
  ["a key that nobody has", deny("sagemaker:*", "*", when("StringEquals", "sagemaker:Colour", "red")), 1],
  ["misspelt", deny("*", "*", when("StringEquals", "aws:ReqestTag/team", "x")), 0],
  ["must be there", deny("sagemaker:DeleteModel", "*", when("Null", tag, "false")), 1],
  ["must be absent", deny("sagemaker:DeleteModel", "*", when("Null", tag, "true")), 0],
  ["holds without it", deny("sagemaker:DeleteModel", "*", when("StringNotEquals", tag, "TeamA")), 0],
  ["an Allow that holds without it", allow("sagemaker:DeleteModel", "*", when("StringNotEquals", tag, "TeamA")), 1],
  ["a type's key", deny("sagemaker:DeleteModel", "*", when("StringEquals", "aws:resourcetag/Team", "x")), 0],
  ["everybody's key", deny("sagemaker:DeleteModel", "*", when("StringEquals", "aws:PrincipalTag/team", "x")), 0],
  [
    "an action of which the name alone is known",
    deny("ec2:RunInstances", "*", when("StringEquals", "ec2:Colour", "x")),
    0,
  ],
] as const)("%s", (_, statement, times) => {
  expect(saidBy(unknownConditionKey, [statement])).toHaveLength(times);
});

test.each([
  ["saml:aud", 0],
  // Of AssumeRoleWithSAML, not of this action.
  ["saml:iss", 1],
  ["idp.example.com/x:sub", 0],
  ["aws:PrincipalTag/team", 0],
  ["sts:Colour", 1],
  ["SAML:colour", 1],
])("in a trust policy: %s", (key, times) => {
  const statement = { Effect: "Allow", Principal: "*", Action: "sts:TagSession", ...when("StringEquals", key, "x") };
  expect(saidBy(unknownConditionKey, [statement], "trust")).toHaveLength(times);
});
