import { expect, test } from "@jest/globals";
import { allow, deny, when } from "../../../policy/fixtures.ts";
import { saidBy } from "../fixtures.ts";
import { denyInOneCase } from "./deny-in-one-case.ts";

const tags = (operator: string, values: unknown, key = "aws:TagKeys") => when(operator, key, values);

test.each([
  ["each key", deny("*", "*", tags("ForAnyValue:StringEquals", ["team", "studiouserid"])), 2],
  ["a pattern", deny("*", "*", tags("ForAnyValue:StringLike", "Team*", "AWS:tagkeys")), 1],
  ["in any case", deny("*", "*", tags("ForAnyValue:StringEqualsIgnoreCase", ["team"])), 0],
  ["what has no case", deny("*", "*", tags("ForAnyValue:StringLike", "*")), 0],
  ["keys that are not among some", deny("*", "*", tags("ForAnyValue:StringNotEquals", "team")), 0],
  ["an Allow", allow("*", "*", tags("ForAnyValue:StringEquals", "team")), 0],
  ["a tag's value", deny("*", "*", when("StringEquals", "aws:RequestTag/team", "TeamA")), 0],
] as const)("%s", (_, statement, times) => {
  expect(saidBy(denyInOneCase, [statement])).toHaveLength(times);
});
