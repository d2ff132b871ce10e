import { expect, test } from "@jest/globals";
import { allow, deny, when } from "../../../policy/fixtures.ts";
import { saidBy } from "../fixtures.ts";
import { unknownOperator } from "./unknown-operator.ts";

test.each([
  ["String", 1],
  ["ForSomeValues:StringEquals", 1],
  ["NullIfExists", 1],
  ["StringEquals", 0],
  ["forallvalues:stringlikeifexists", 0],
])("%s", (operator, times) => {
  expect(saidBy(unknownOperator, [deny("*", "*", when(operator, "aws:SourceIp", "x"))])).toHaveLength(times);
});

test("of another statement", () => {
  expect(saidBy(unknownOperator, [allow("*"), deny("*", "*", when("String", "aws:SourceIp", "x"))])).toEqual([]);
});
