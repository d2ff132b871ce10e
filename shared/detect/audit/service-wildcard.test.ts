import { expect, test } from "@jest/globals";
import { serviceWildcard } from "./service-wildcard.ts";
import { allow, answerOf, boundaryOf, bucket, deny, holding, seenRole } from "./support/fixtures.ts";

const unregistered = { contract: "none" } as const;
const ec2 = { contract: { services: ["s3", "ec2"] } };

test.each([
  ["none", seenRole(unregistered), "clean"],
  ["everything", holding([allow("*")]), ["critical extra 0"]],
  ["everything, written otherwise", holding([allow("*:*")]), ["critical extra 0"]],
  [
    "everything, within a boundary",
    holding([allow("*")], { role: boundaryOf(allow("s3:GetObject", `${bucket}/*`)) }),
    "clean",
  ],
  ["a service", holding([allow("ec2:*")], unregistered), ["medium extra 0"]],
  ["a service that the contract names", holding([allow("ec2:*")], ec2), ["medium extra 0"]],
  ["one that it does not name is another rule's", holding([allow("rds:*")], ec2), "clean"],
  [
    "on its own resources",
    holding([allow("sqs:*", "arn:aws:sqs:us-east-1:111122223333:auger-*")], unregistered),
    "clean",
  ],
  ["by tag", holding([allow("ec2:*", "*", { StringEquals: { "ec2:ResourceTag/vendor": "auger" } })], ec2), "clean"],
  ["its bucket", holding([allow("s3:*", `${bucket}/*`)], unregistered), "clean"],
  ["part of a service", holding([allow("ec2:Describe*")], ec2), "clean"],
  ["denied again", holding([allow("ec2:*"), deny("ec2:*")], ec2), "clean"],
] as const)("%s", (_, seen, expected) => {
  expect(answerOf(serviceWildcard, seen)).toEqual(expected);
});
