import { expect, test } from "@jest/globals";
import { definitions } from "./definitions.ts";
import { isIamWrite, neededBy, writesIam } from "./iam-writes.ts";

test.each([
  ["iam:PutRolePolicy", true],
  ["iam:PassRole", true],
  ["iam:CreateServiceLinkedRole", true],
  ["iam:GetRole", false],
  ["iam:ListRolePolicies", false],
  ["iam:SimulatePrincipalPolicy", false],
  ["s3:PutObject", false],
])("%s writes IAM: %s", (action, expected) => expect(isIamWrite(action)).toBe(expected));

test("the functions that write IAM are the two that contain and restore", () => {
  const writers = definitions.filter(writesIam).map(({ functionName }) => functionName);
  expect(writers.toSorted()).toEqual(["sagewarden-contain-vendor", "sagewarden-restore-vendor"]);
  expect(neededBy(definitions)).toContain("iam:PutRolePolicy");
});
