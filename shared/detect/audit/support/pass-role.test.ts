import { expect, test } from "@jest/globals";
import { allow, holding } from "./fixtures.ts";
import { grantsOf } from "./grants.ts";
import { isPassable, passedTo, undeclaredPasses } from "./pass-role.ts";

const role = "arn:aws:iam::111122223333:role/auger-training";
const to = (service: string) => ({ StringEquals: { "iam:PassedToService": service } });

const passes = (condition?: object) => {
  const [grant] = grantsOf(holding([allow("iam:PassRole", "*", condition)]), "iam:PassRole");
  if (grant === undefined) throw new Error("not granted");
  return grant;
};

test.each([
  ["any service", undefined, "ec2", true],
  ["that service", to("lambda.amazonaws.com"), "lambda", true],
  ["another", to("lambda.amazonaws.com"), "glue", false],
  ["tasks", to("ecs-tasks.amazonaws.com"), "ecs", true],
  ["instances, by a group of them", to("ec2.amazonaws.com"), "autoscaling", true],
  ["a pattern", { StringLike: { "iam:PassedToService": "*.amazonaws.com" } }, "glue", true],
] as const)("passed to %s", (_, condition, prefix, expected) => {
  expect(isPassable(passes(condition), prefix)).toBe(expected);
});

test("what is declared is left out", () => {
  const seen = holding([allow("iam:PassRole", [role, `${role}-2`])], { contract: { passRoles: [role] } });
  expect(undeclaredPasses(seen).map(({ resources }) => resources)).toEqual([[`${role}-2`]]);
  expect(passedTo(passes(to("ec2.amazonaws.com")))).toEqual(["ec2.amazonaws.com"]);
});
