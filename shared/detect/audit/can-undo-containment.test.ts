import { expect, test } from "@jest/globals";
import { ourAccount } from "../../vendors/fixture.ts";
import { canUndoContainment } from "./can-undo-containment.ts";
import { allow, answerOf, anyRole, boundaryOf, deny, foundBy, holding, roleArn, seenRole } from "./support/fixtures.ts";

const limit = `arn:aws:iam::${ourAccount}:policy/limit`;
const bounded = boundaryOf(allow("*"));

test.each([
  ["its bucket", seenRole(), "clean"],
  ["its own inline policies", holding([allow("iam:DeleteRolePolicy", roleArn)]), ["critical extra 0"]],
  [
    "those of its path",
    holding([allow("iam:PutRolePolicy", `arn:aws:iam::${ourAccount}:role/vendor/*`)]),
    ["critical extra 0"],
  ],
  ["its trust", holding([allow("iam:UpdateAssumeRolePolicy", anyRole)]), ["critical extra 0"]],
  ["its boundary", holding([allow("iam:DeleteRolePermissionsBoundary")]), ["critical extra 0"]],
  ["itself", holding([allow("iam:DeleteRole")]), ["critical extra 0"]],
  [
    "the text of its boundary",
    holding([allow("iam:CreatePolicyVersion", limit)], { role: bounded }),
    ["critical extra 0"],
  ],
  [
    "the text of another policy",
    holding([allow("iam:CreatePolicyVersion", `arn:aws:iam::${ourAccount}:policy/auger-x`)], { role: bounded }),
    "clean",
  ],
  [
    "the text of our policies",
    holding([allow("iam:SetDefaultPolicyVersion", `arn:aws:iam::${ourAccount}:policy/*`)]),
    ["critical extra 0"],
  ],
  ["other roles", holding([allow("iam:PutRolePolicy", `arn:aws:iam::${ourAccount}:role/auger-made-*`)]), "clean"],
  ["never itself", holding([allow("iam:*"), deny("iam:*", [roleArn, `arn:aws:iam::${ourAccount}:policy/*`])]), "clean"],
  [
    "denied only on condition",
    holding([
      allow("iam:DeleteRolePolicy"),
      { ...deny("iam:*", roleArn), Condition: { Bool: { "aws:SecureTransport": "false" } } },
    ]),
    ["critical extra 0"],
  ],
  ["cut by the boundary", holding([allow("iam:*")], { role: boundaryOf(allow("s3:*")) }), "clean"],
] as const)("%s", (_, seen, expected) => {
  expect(answerOf(canUndoContainment, seen)).toEqual(expected);
});

test("the Deny that mends it", () => {
  const { fixed } = foundBy(canUndoContainment, holding([allow("iam:DeleteRolePolicy")]));
  const statement = JSON.parse(fixed ?? "");
  expect(statement).toMatchObject({ Effect: "Deny", Resource: [roleArn] });
  expect(answerOf(canUndoContainment, holding([allow("iam:DeleteRolePolicy"), statement]))).toBe("clean");
});
