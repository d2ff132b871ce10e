import { expect, test } from "@jest/globals";
import { allow, deny, when } from "../../../policy/fixtures.ts";
import { saidBy } from "../fixtures.ts";
import { notEqualsVariableAlone } from "./not-equals-variable-alone.ts";

const key = "aws:ResourceTag/studiouserid";
const variable = `\${aws:username}`;
const other = when("StringNotEquals", key, variable);
const beside = (more: object) => ({ Condition: { ...other.Condition, ...more } });

test.each([
  ["a Deny", [deny("*", "*", other)], 1],
  ["an Allow", [allow("*", "*", other)], 1],
  ["StringNotLike", [allow("*", "*", when("StringNotLike", key, `${variable}-*`))], 1],
  ["ArnNotLike", [deny("*", "*", when("ArnNotLike", "aws:SourceArn", `arn:aws:s3:::${variable}`))], 1],
  ["a Null of something else", [allow("*", "*", beside({ Null: { "aws:username": "true" } }))], 1],
  ["its key must be there", [deny("*", "*", beside({ Null: { [key]: "false" } }))], 0],
  ["its variable must be there", [deny("*", "*", beside({ Null: { "aws:Username": "false" } }))], 0],
  ["a twin", [deny("*", "*", other), deny("*", "*", when("Null", "aws:username", "true"))], 0],
  ["StringEquals", [allow("*", "*", when("StringEquals", key, variable))], 0],
  ["a fixed text", [deny("*", "*", when("StringNotEquals", key, "alice"))], 0],
] as const)("%s", (_, statements, times) => {
  expect(saidBy(notEqualsVariableAlone, statements)).toHaveLength(times);
});
