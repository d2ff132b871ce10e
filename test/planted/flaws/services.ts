import { allow, bucketArn, ourAccount } from "../parts.ts";
import { allowing, declaring, type Flaw } from "./flaw.ts";

/** Services beyond the contract, and too much of those that it names. */
export const serviceFlaws: readonly Flaw[] = [
  allowing("looking at instances", () => [allow("ec2:DescribeInstances")], "service-not-in-contract"),
  allowing(
    "reading a table",
    () => [allow("dynamodb:GetItem", `arn:aws:dynamodb:us-east-1:${ourAccount}:table/orders`)],
    "service-not-in-contract",
  ),
  allowing("reading secrets", () => [allow("secretsmanager:GetSecretValue")], "service-not-in-contract"),
  allowing("every key", () => [allow("kms:Decrypt")], "service-not-in-contract"),
  allowing(
    "looking at IAM",
    () => [allow(["iam:List*", "iam:GetAccountAuthorizationDetails"])],
    "service-not-in-contract",
  ),
  declaring(
    { services: ["s3", "ec2"] },
    allowing(
      "a whole service",
      () => [allow("ec2:*")],
      "privilege-escalation",
      "service-wildcard",
      "shares-resources",
      "can-blind-us",
    ),
  ),
  declaring(
    { services: ["s3", "ec2"] },
    allowing("snapshots to others", () => [allow("ec2:ModifySnapshotAttribute")], "shares-resources"),
  ),
  declaring(
    { secrets: [`arn:aws:secretsmanager:us-east-1:${ourAccount}:secret:acme/login-??????`] },
    allowing("a secret that is not its own", () => [allow("secretsmanager:GetSecretValue")], "reads-all-data"),
  ),
  declaring(
    { services: ["s3", "cloudtrail"] },
    allowing("the trail switched off", () => [allow("cloudtrail:StopLogging")], "can-blind-us"),
  ),
  declaring(
    { services: ["s3", "events"] },
    allowing("our rules switched off", () => [allow(["events:DisableRule", "events:RemoveTargets"])], "can-blind-us"),
  ),
  {
    title: "all but IAM",
    break: (parts) => ({
      inline: { ...parts.inline, extra: [{ Effect: "Allow", NotAction: "iam:*", Resource: `${bucketArn(parts)}/*` }] },
      boundary: undefined,
    }),
    expected: ["allow-by-exception", "bucket-control"],
  },
];
