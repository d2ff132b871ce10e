import { expect, test } from "@jest/globals";
import { readOperator } from "./operators.ts";

test.each([
  ["StringEquals", "StringEquals", false, undefined],
  ["stringlikeifexists", "StringLike", true, undefined],
  ["ForAllValues:StringLike", "StringLike", false, "ForAllValues"],
  ["ForAnyValue:ArnLikeIfExists", "ArnLike", true, "ForAnyValue"],
  ["NumericLessThanEquals", "NumericLessThanEquals", false, undefined],
  ["Null", "Null", false, undefined],
])("%s is an operator", (written, operator, ifExists, set) => {
  expect(readOperator(written)).toEqual({ operator, ifExists, set, known: true });
});

test.each([
  "String",
  "NullIfExists",
  "IfExists",
  "",
  "ForSomeValues:StringEquals",
  "constructor:Bool",
  "__proto__",
  ":Bool",
])("%s is none", (written) =>
  expect(readOperator(written)).toEqual({ operator: written, ifExists: false, set: undefined, known: false }),
);
