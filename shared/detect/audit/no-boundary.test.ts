import { expect, test } from "@jest/globals";
import { noBoundary } from "./no-boundary.ts";
import { allow, answerOf, boundaryOf, holding, seenRole } from "./support/fixtures.ts";

const training = "arn:aws:iam::111122223333:role/auger-training";

test.each([
  ["none", seenRole({ role: { boundary: "none" } }), ["low boundary -"]],
  ["one", seenRole({ role: boundaryOf(allow("s3:*")) }), "clean"],
  ["not known", seenRole({ role: { boundary: undefined } }), "unknown"],
  ["none, and it writes IAM", holding([allow("iam:PutRolePolicy")]), ["medium boundary -"]],
  ["none, and it passes any role", holding([allow("iam:PassRole")]), ["medium boundary -"]],
  [
    "none, and it passes a declared role",
    holding([allow("iam:PassRole", training)], { contract: { passRoles: [training] } }),
    ["low boundary -"],
  ],
] as const)("%s", (_, seen, expected) => {
  expect(answerOf(noBoundary, seen)).toEqual(expected);
});
