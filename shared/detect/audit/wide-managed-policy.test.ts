import { expect, test } from "@jest/globals";
import { allow, answerOf, attached, awsPolicy, boundaryOf, bucket, seenRole } from "./support/fixtures.ts";
import { wideManagedPolicy } from "./wide-managed-policy.ts";

const holdingPolicy = (name: string, change = {}) =>
  seenRole({ role: { policies: [attached(awsPolicy(name))], ...change } });
const narrow = boundaryOf(allow("s3:GetObject", `${bucket}/*`));

test.each([
  ["none", seenRole(), "clean"],
  ["AdministratorAccess", holdingPolicy("AdministratorAccess"), ["critical AdministratorAccess -"]],
  ["PowerUserAccess", holdingPolicy("PowerUserAccess"), ["critical PowerUserAccess -"]],
  ["AmazonS3FullAccess", holdingPolicy("AmazonS3FullAccess"), ["high AmazonS3FullAccess -"]],
  ["ReadOnlyAccess", holdingPolicy("ReadOnlyAccess"), ["high ReadOnlyAccess -"]],
  ["one by its ending", holdingPolicy("AmazonKinesisFullAccess"), ["high AmazonKinesisFullAccess -"]],
  [
    "with the document",
    seenRole({ role: { policies: [attached(awsPolicy("AmazonS3FullAccess"), allow("s3:*"))] } }),
    ["high AmazonS3FullAccess -"],
  ],
  ["SecurityAudit", holdingPolicy("SecurityAudit"), "clean"],
  [
    "the account's own of that name",
    seenRole({ role: { policies: [attached("arn:aws:iam::111122223333:policy/AmazonS3FullAccess")] } }),
    "clean",
  ],
  [
    "AdministratorAccess within a boundary",
    holdingPolicy("AdministratorAccess", narrow),
    ["low AdministratorAccess -"],
  ],
  ["AmazonS3FullAccess within a boundary", holdingPolicy("AmazonS3FullAccess", narrow), ["low AmazonS3FullAccess -"]],
  [
    "a boundary that is no limit",
    holdingPolicy("AdministratorAccess", boundaryOf(allow("*"))),
    ["critical AdministratorAccess -"],
  ],
] as const)("%s", (_, seen, expected) => {
  expect(answerOf(wideManagedPolicy, seen)).toEqual(expected);
});
