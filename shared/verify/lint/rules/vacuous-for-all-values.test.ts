import { expect, test } from "@jest/globals";
import { allow, deny, when } from "../../../policy/fixtures.ts";
import { saidBy } from "../fixtures.ts";
import { vacuousForAllValues } from "./vacuous-for-all-values.ts";

const keys = when("ForAllValues:StringEquals", "aws:TagKeys", ["team"]);
const beside = (more: object) => ({ Condition: { ...keys.Condition, ...more } });
const tag = { "aws:RequestTag/team": "TeamA" };

test.each([
  ["alone", allow("*", "*", keys), 1],
  ["a Null that says absent", allow("*", "*", beside({ Null: { "aws:TagKeys": "true" } })), 1],
  ["a tag that may be missing", allow("*", "*", beside({ StringEqualsIfExists: tag })), 1],
  ["a tag that must differ", allow("*", "*", beside({ StringNotEquals: tag })), 1],
  [
    "another key and a tag",
    allow("*", "*", {
      Condition: { "ForAllValues:StringEquals": { "kms:EncryptionContextKeys": "a" }, StringEquals: tag },
    }),
    1,
  ],
  ["a Null", allow("*", "*", beside({ Null: { "AWS:tagkeys": "false" } })), 0],
  ["a tag that must be there", allow("*", "*", beside({ StringEquals: tag })), 0],
  ["ForAnyValue", allow("*", "*", when("ForAnyValue:StringEquals", "aws:TagKeys", ["team"])), 0],
  ["a Deny", deny("*", "*", keys), 0],
  [
    "transitive keys, of which another rule says it",
    allow("*", "*", when("ForAllValues:StringEquals", "sts:TransitiveTagKeys", ["team"])),
    0,
  ],
] as const)("%s", (_, statement, times) => {
  expect(saidBy(vacuousForAllValues, [statement])).toHaveLength(times);
});
