import { expect, test } from "@jest/globals";
import { ourAccount } from "../../vendors/fixture.ts";
import { assumeRoleTooWide } from "./assume-role-too-wide.ts";
import { allow, answerOf, anyRole, deny, foundBy, holding, seenRole } from "./support/fixtures.ts";

const loader = `arn:aws:iam::${ourAccount}:role/auger-loader`;

test.each([
  ["none", seenRole(), "clean"],
  ["any", holding([allow("sts:AssumeRole")]), ["high extra 0"]],
  ["any of the account", holding([allow("sts:Assume*", anyRole)]), ["high extra 0"]],
  ["one name in every account", holding([allow("sts:AssumeRole", "arn:aws:iam::*:role/scan")]), ["high extra 0"]],
  ["some", holding([allow("sts:AssumeRole", `${loader}*`)]), ["medium extra 0"]],
  ["one", holding([allow("sts:AssumeRole", loader)]), ["medium extra 0"]],
  ["one that is declared", holding([allow("sts:AssumeRole", loader)], { contract: { assumes: [loader] } }), "clean"],
  ["one, and nobody registered it", holding([allow("sts:AssumeRole", loader)], { contract: "none" }), ["low extra 0"]],
  ["all of STS", holding([allow("sts:*")]), ["high extra 0"]],
  [
    "denied for all but one",
    holding([allow("sts:AssumeRole"), { Effect: "Deny", Action: "sts:*", NotResource: loader }]),
    "clean",
  ],
  ["denied", holding([allow("sts:AssumeRole"), deny("sts:AssumeRole")]), "clean"],
  ["what is no role", holding([allow("sts:*", "arn:aws:sts::111122223333:federated-user/x")]), "clean"],
] as const)("%s", (_, seen, expected) => {
  expect(answerOf(assumeRoleTooWide, seen)).toEqual(expected);
});

test("the statement with the declared role", () => {
  const { fixed } = foundBy(assumeRoleTooWide, holding([allow("sts:*")], { contract: { assumes: [loader] } }));
  expect(JSON.parse(fixed ?? "")).toMatchObject({ Action: ["sts:AssumeRole"], Resource: [loader] });
});
