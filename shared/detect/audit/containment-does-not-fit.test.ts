import { expect, test } from "@jest/globals";
import { containmentDoesNotFit } from "./containment-does-not-fit.ts";
import { allow, answerOf, attached, inline, seenRole } from "./support/fixtures.ts";

const long = (length: number) =>
  inline("long", allow("s3:GetObject", `arn:aws:s3:::auger-acme/${"a".repeat(length)}/*`));
const some = (count: number) =>
  Array.from({ length: count }, (_, i) => attached(`arn:aws:iam::111122223333:policy/p${i}`));

test.each([
  ["room for all", seenRole(), "clean"],
  ["nearly full", seenRole({ role: { policies: [long(9_400)] } }), "clean"],
  ["full", seenRole({ role: { policies: [long(5_000), long(4_900)] } }), ["medium role -"]],
  ["nine attached", seenRole({ role: { policies: some(9) } }), "clean"],
  ["ten attached", seenRole({ role: { policies: some(10) } }), ["medium role -"]],
  ["both", seenRole({ role: { policies: [...some(10), long(9_900)] } }), ["medium role -", "medium role -"]],
] as const)("%s", (_, seen, expected) => {
  expect(answerOf(containmentDoesNotFit, seen)).toEqual(expected);
});
