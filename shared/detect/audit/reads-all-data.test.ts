import { expect, test } from "@jest/globals";
import { readsAllData } from "./reads-all-data.ts";
import { allow, answerOf, deny, foundBy, holding, seenRole } from "./support/fixtures.ts";

const unregistered = { contract: "none" } as const;
const tagged = { StringEquals: { "aws:ResourceTag/vendor": "auger" } };
const secrets = { secrets: ["arn:aws:secretsmanager:us-east-1:111122223333:secret:auger/login"] };
const named = "arn:aws:secretsmanager:us-east-1:111122223333:secret:auger/login-??????";

test.each([
  ["its bucket", seenRole(unregistered), "clean"],
  ["all objects", holding([allow("s3:GetObject")], unregistered), ["high extra 0"]],
  ["all objects of all buckets", holding([allow("s3:Get*", "arn:aws:s3:::*/*")], unregistered), ["high extra 0"]],
  ["all secrets", holding([allow("secretsmanager:GetSecretValue")], unregistered), ["high extra 0"]],
  [
    "all parameters",
    holding([allow("ssm:GetParameter*", "arn:aws:ssm:*:*:parameter/*")], unregistered),
    ["high extra 0"],
  ],
  ["all keys", holding([allow("kms:Decrypt")], unregistered), ["high extra 0"]],
  [
    "keys for one service",
    holding(
      [allow("kms:Decrypt", "*", { StringEquals: { "kms:ViaService": "s3.us-east-1.amazonaws.com" } })],
      unregistered,
    ),
    "clean",
  ],
  ["logs", holding([allow("logs:GetLogEvents")], unregistered), ["medium extra 0"]],
  ["settings", holding([allow(["ec2:Describe*", "s3:GetBucketLocation", "iam:List*"])], unregistered), "clean"],
  [
    "one table",
    holding([allow("dynamodb:Query", "arn:aws:dynamodb:us-east-1:111122223333:table/auger")], unregistered),
    "clean",
  ],
  ["by its tag", holding([allow("secretsmanager:GetSecretValue", "*", tagged)], unregistered), "clean"],
  ["denied again", holding([allow("secretsmanager:GetSecretValue"), deny("secretsmanager:*")], unregistered), "clean"],
  ["S3 of a contract is the buckets' rule's", holding([allow("s3:GetObject")]), "clean"],
  ["its secret", holding([allow("secretsmanager:GetSecretValue", named)], { contract: secrets }), "clean"],
  [
    "another secret",
    holding(
      [allow("secretsmanager:GetSecretValue", "arn:aws:secretsmanager:us-east-1:111122223333:secret:payroll-a1b2c3")],
      { contract: secrets },
    ),
    ["high extra 0"],
  ],
] as const)("%s", (_, seen, expected) => {
  expect(answerOf(readsAllData, seen)).toEqual(expected);
});

test("the statement with the contract's secrets", () => {
  const { fixed } = foundBy(readsAllData, holding([allow("secretsmanager:GetSecretValue")], { contract: secrets }));
  expect(JSON.parse(fixed ?? "").Resource).toEqual(secrets.secrets);
});
