import { describe, expect, test } from "@jest/globals";
import type { Stack } from "aws-cdk-lib";
import { Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { Statement } from "../fixture.ts";
import { only, resourcesOf, statementsIn } from "./fixture.ts";
import { WardenKey } from "./warden-key.ts";

const keyOf = (isKept: boolean) =>
  only(
    resourcesOf((stack) => new WardenKey(stack, "Key", { isKept })),
    "AWS::KMS::Key",
  );
const key = keyOf(true);
const servicesOf = ({ Principal }: Statement): readonly unknown[] =>
  [(Principal as { Service?: unknown }).Service ?? []].flat();
const statementFor = (service: string) =>
  statementsIn(key, "KeyPolicy").find((statement) => servicesOf(statement).includes(service));

test("is renewed each year", () => expect(key.Properties.EnableKeyRotation).toBe(true));

test.each([
  ["outlives the stack, but not a first deployment that failed", true, "RetainExceptOnCreate"],
  ["goes with the stack where nothing outlives it", false, "Delete"],
])("%s", (_, isKept, policy) => {
  expect(keyOf(isKept).DeletionPolicy).toBe(policy);
});

describe("its policy", () => {
  test.each(["events.amazonaws.com", "cloudwatch.amazonaws.com"])("lets %s seal for this account", (service) => {
    expect(statementFor(service)).toMatchObject({
      Effect: "Allow",
      Action: ["kms:Decrypt", "kms:GenerateDataKey"],
      Condition: { StringEquals: { "aws:SourceAccount": "<AWS::AccountId>" } },
    });
  });

  test("lets this region's logs use it for our log groups", () => {
    expect(statementFor("logs.us-east-1.amazonaws.com")?.Condition).toEqual({
      ArnLike: {
        "kms:EncryptionContext:aws:logs:arn":
          "arn:aws:logs:us-east-1:<AWS::AccountId>:log-group:/aws/lambda/sagewarden-*",
      },
    });
  });

  test("is otherwise the account's own to give", () => {
    const others = statementsIn(key, "KeyPolicy").filter((statement) => servicesOf(statement).length === 0);
    expect(others).toEqual([
      {
        Effect: "Allow",
        Action: "kms:*",
        Principal: { AWS: "arn:aws:iam::<AWS::AccountId>:root" },
        Resource: "*",
      },
    ]);
  });
});

describe("a role that may use it", () => {
  const allowed = resourcesOf((stack: Stack) => {
    const role = new Role(stack, "Role", { assumedBy: new ServicePrincipal("lambda.amazonaws.com") });
    new WardenKey(stack, "Key", { isKept: true }).allowUse(role, ["sqs", "sns"]);
  });
  const [statement, ...others] = statementsIn(only(allowed, "AWS::IAM::Policy"));

  test("uses this key through the named services only, never by a direct call", () => {
    expect(others).toEqual([]);
    expect(statement).toMatchObject({
      Effect: "Allow",
      Resource: "<Key.Arn>",
      Condition: { StringEquals: { "kms:ViaService": ["sqs.us-east-1.amazonaws.com", "sns.us-east-1.amazonaws.com"] } },
    });
  });

  test("neither hands it on nor administers it", () => {
    for (const action of statement?.Action ?? []) {
      expect(action).toMatch(
        /^kms:(Decrypt|Encrypt|DescribeKey|GenerateDataKey(WithoutPlaintext)?|ReEncrypt(From|To))$/,
      );
    }
  });
});
