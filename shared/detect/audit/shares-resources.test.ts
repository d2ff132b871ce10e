import { expect, test } from "@jest/globals";
import { sharesResources } from "./shares-resources.ts";
import { allow, answerOf, deny, holding, seenRole } from "./support/fixtures.ts";

const unregistered = { contract: "none" } as const;
const grants = allow("kms:CreateGrant", "*", { Bool: { "kms:GrantIsForAWSResource": "true" } });

test.each([
  ["its bucket", seenRole(unregistered), "clean"],
  ["snapshots", holding([allow("ec2:ModifySnapshotAttribute")], unregistered), ["high extra 0"]],
  ["keys", holding([allow("kms:PutKeyPolicy", "arn:aws:kms:*:*:key/*")], unregistered), ["high extra 0"]],
  [
    "a service that the contract does not name is another rule's",
    holding([allow("ec2:ModifyImageAttribute")]),
    "clean",
  ],
  ["one that it names", holding([allow("ec2:Modify*")], { contract: { services: ["ec2"] } }), ["high extra 0"]],
  [
    "its own function",
    holding([allow("lambda:AddPermission", "arn:aws:lambda:us-east-1:111122223333:function:auger-*")], unregistered),
    "clean",
  ],
  [
    "by tag",
    holding(
      [allow("ec2:ModifySnapshotAttribute", "*", { StringEquals: { "aws:ResourceTag/vendor": "auger" } })],
      unregistered,
    ),
    "clean",
  ],
  ["keys for AWS's own resources", holding([grants], unregistered), "clean"],
  ["denied again", holding([allow("kms:*"), deny(["kms:Put*", "kms:CreateGrant"])], unregistered), "clean"],
] as const)("%s", (_, seen, expected) => {
  expect(answerOf(sharesResources, seen)).toEqual(expected);
});
