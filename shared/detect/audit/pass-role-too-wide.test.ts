import { expect, test } from "@jest/globals";
import { ourAccount } from "../../vendors/fixture.ts";
import { passRoleTooWide } from "./pass-role-too-wide.ts";
import { allow, answerOf, anyRole, boundaryOf, foundBy, holding, seenRole } from "./support/fixtures.ts";

const training = `arn:aws:iam::${ourAccount}:role/auger-training`;
const toEc2 = { StringEquals: { "iam:PassedToService": "ec2.amazonaws.com" } };
const contract = { passRoles: [training] };

test.each([
  ["none", seenRole(), "clean"],
  ["declared, to one service", holding([allow("iam:PassRole", training, toEc2)], { contract }), "clean"],
  ["declared, to any service", holding([allow("iam:PassRole", training)], { contract }), ["low extra 0"]],
  [
    "declared by a pattern",
    holding([allow("iam:PassRole", training, toEc2)], {
      contract: { passRoles: [`arn:aws:iam::${ourAccount}:role/auger-*`] },
    }),
    "clean",
  ],
  ["any", holding([allow("iam:PassRole")], { contract }), ["high extra 0"]],
  ["any, to one service", holding([allow("iam:PassRole", anyRole, toEc2)]), ["high extra 0"]],
  ["one that is not declared", holding([allow("iam:PassRole", training, toEc2)]), ["medium extra 0"]],
  [
    "one, and nobody registered it",
    holding([allow("iam:PassRole", training, toEc2)], { contract: "none" }),
    ["low extra 0"],
  ],
  [
    "some, and nobody registered it",
    holding([allow("iam:PassRole", `${training}*`, toEc2)], { contract: "none" }),
    ["medium extra 0"],
  ],
  [
    "any, cut by the boundary",
    holding([allow("iam:PassRole")], { contract, role: boundaryOf(allow("iam:PassRole", training, toEc2)) }),
    ["low extra 0"],
  ],
] as const)("%s", (_, seen, expected) => {
  expect(answerOf(passRoleTooWide, seen)).toEqual(expected);
});

test("the statement with the declared roles", () => {
  const { fixed } = foundBy(passRoleTooWide, holding([allow("iam:PassRole", "*", toEc2)], { contract }));
  expect(JSON.parse(fixed ?? "")).toMatchObject({
    Resource: [training],
    Condition: { StringEquals: { "iam:PassedToService": ["ec2.amazonaws.com"] } },
  });
});
