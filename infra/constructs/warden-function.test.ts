import { describe, expect, test } from "@jest/globals";
import { ManagedPolicy } from "aws-cdk-lib/aws-iam";
import { type FunctionDefinition, ownArn } from "../../shared/model/function-definition.ts";
import { names } from "../../shared/names.ts";
import type { Resource, Statement } from "../fixture.ts";
import { codeIn, only, resourcesOf, statementsIn } from "./fixture.ts";
import { WardenFunction, type WardenFunctionProps } from "./warden-function.ts";
import { WardenKey } from "./warden-key.ts";

const perfect: FunctionDefinition = {
  folder: "try-things",
  functionName: "sagewarden-try-things",
  description: "Tries things",
  timeout: 47,
  memory: 384,
  environment: ["TABLE_NAME"],
  permissions: [{ actions: ["dynamodb:GetItem"], resources: ["table"], why: "" }],
  source: { type: "queue", queue: "creations", batchSize: 1, maximumConcurrency: 2 },
};
const topicArn = "arn:aws:sns:us-east-1:111122223333:tried";
const tableArns = [
  "arn:aws:dynamodb:us-east-1:111122223333:table/t",
  "arn:aws:dynamodb:us-east-1:111122223333:table/t/index/*",
];

const made = (change: Partial<FunctionDefinition> = {}, more: Partial<WardenFunctionProps> = {}) =>
  resourcesOf((stack, folder) => {
    new WardenFunction(stack, "Tried", {
      definition: { ...perfect, ...change },
      code: codeIn(folder),
      key: new WardenKey(stack, "Key", { isKept: false }),
      boundary: ManagedPolicy.fromManagedPolicyName(stack, "Boundary", "tried"),
      environment: { TABLE_NAME: "t", TOPIC_ARN: topicArn, EVIDENCE_BUCKET: "e" },
      resources: { table: tableArns, topic: [topicArn], slackSecret: [] },
      ...more,
    });
  });
const functionOf = (change: Partial<FunctionDefinition> = {}): Resource["Properties"] =>
  only(made(change), "AWS::Lambda::Function").Properties;
const roleOf = () => only(made(), "AWS::IAM::Role");
const allowed = (change: Partial<FunctionDefinition> = {}): readonly Statement[] =>
  statementsIn(only(made(change), "AWS::IAM::Policy"));

describe("a function", () => {
  test("is as it is defined, on the newest Node and the cheaper processor, traced", () => {
    expect(functionOf()).toMatchObject({
      FunctionName: perfect.functionName,
      Description: perfect.description,
      Timeout: 47,
      MemorySize: 384,
      Runtime: "nodejs24.x",
      Architectures: ["arm64"],
      Handler: "handler.handler",
      TracingConfig: { Mode: "Active" },
    });
  });

  test("is told what it asks for and its own name, and nothing else", () => {
    expect(functionOf().Environment).toEqual({
      Variables: {
        TABLE_NAME: "t",
        POWERTOOLS_SERVICE_NAME: perfect.functionName,
        POWERTOOLS_METRICS_NAMESPACE: names.metricsNamespace,
      },
    });
  });

  test("that asks for what the stack has not is refused", () => {
    expect(() => made({ environment: ["TABLE_NAME", "QUEUE_URL"] })).toThrow(
      "try-things: the stack has nothing for QUEUE_URL",
    );
  });

  test("logs to a group of its name, encrypted, kept for 13 months", () => {
    expect(functionOf().LoggingConfig).toEqual({ LogGroup: "<TriedLogs>" });
    expect(only(made(), "AWS::Logs::LogGroup")).toMatchObject({
      DeletionPolicy: "Delete",
      Properties: { LogGroupName: `/aws/lambda/${perfect.functionName}`, RetentionInDays: 400, KmsKeyId: "<Key.Arn>" },
    });
  });
});

describe("its role", () => {
  test("is its own, of its name, ours by path, within the boundary", () => {
    expect(functionOf().Role).toBe("<TriedRole.Arn>");
    expect(roleOf().Properties).toMatchObject({
      RoleName: perfect.functionName,
      Path: names.rolePath,
      PermissionsBoundary: expect.stringMatching(/:policy\/tried$/),
    });
    expect(roleOf().Properties.ManagedPolicyArns).toBeUndefined();
  });

  test("is for Lambda", () => {
    expect(statementsIn(roleOf(), "AssumeRolePolicyDocument")).toEqual([
      { Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "lambda.amazonaws.com" } },
    ]);
  });

  test("may do what is defined, beside writing its logs and traces and using the key", () => {
    const actions = allowed().map(({ Action, Resource: on }) => [Action, on]);
    expect(actions).toEqual([
      [["logs:CreateLogStream", "logs:PutLogEvents"], "<TriedLogs.Arn>"],
      ["dynamodb:GetItem", tableArns],
      [expect.arrayContaining(["kms:Decrypt"]), "<Key.Arn>"],
      [["xray:PutTelemetryRecords", "xray:PutTraceSegments"], "*"],
    ]);
  });

  test("is given nothing where the stack has nothing", () => {
    const permissions = [{ actions: ["tried:Thing"], resources: ["slackSecret"], why: "" }];
    expect(JSON.stringify(allowed({ permissions }))).not.toContain("tried:Thing");
  });

  test("uses the key through the queue, the ledger and the topic only", () => {
    const use = allowed().find(({ Resource: on }) => on === "<Key.Arn>");
    expect(use?.Condition).toEqual({
      StringEquals: { "kms:ViaService": ["dynamodb", "sqs", "sns"].map((name) => `${name}.us-east-1.amazonaws.com`) },
    });
  });

  test("uses it through S3 too where it keeps evidence", () => {
    const statement = allowed({ environment: ["EVIDENCE_BUCKET"] }).find(({ Resource: on }) => on === "<Key.Arn>");
    expect(statement?.Condition?.StringEquals?.["kms:ViaService"]).toContain("s3.us-east-1.amazonaws.com");
  });

  test.each([
    ["one of the stack's", "topic", topicArn],
    ["a pattern in this account", ownArn("iam", "", "role/*"), "arn:aws:iam::<AWS::AccountId>:role/*"],
    ["in any region", ownArn("sagemaker", "*", "*"), "arn:aws:sagemaker:*:<AWS::AccountId>:*"],
  ])("is given %s: %s", (_, resource, arn) => {
    const permissions = [{ actions: ["tried:Thing"], resources: [resource], why: "" }];
    expect(allowed({ permissions })).toContainEqual({ Effect: "Allow", Action: "tried:Thing", Resource: arn });
  });
});

test("a permission may have a condition, whose value is in the stack's place", () => {
  const condition = { ArnEquals: { "tried:Key": ownArn("sqs", "*", "q") } };
  const permissions = [{ actions: ["tried:Thing"], resources: ["topic"], condition, why: "" }];
  expect(allowed({ permissions }).find(({ Action }) => Action === "tried:Thing")?.Condition).toEqual({
    ArnEquals: { "tried:Key": "arn:aws:sqs:*:<AWS::AccountId>:q" },
  });
});

describe("a durable function", () => {
  const source = { type: "durable", executionTimeout: "P30D", retention: "P14D" } as const;
  const durable = () => made({ source });

  test("is one by its configuration, which cannot be added later", () => {
    expect(only(durable(), "AWS::Lambda::Function").Properties.DurableConfig).toEqual({
      ExecutionTimeout: 30 * 86_400,
      RetentionPeriodInDays: 14,
    });
  });

  test("is started by an alias of a version that is kept: its executions are under way", () => {
    const resources = durable();
    expect(only(resources, "AWS::Lambda::Alias").Properties.Name).toBe(names.liveAlias);
    expect(only(resources, "AWS::Lambda::Version").DeletionPolicy).toBe("Retain");
  });

  test("may keep the state of its own executions, and of no other function's", () => {
    const statement = allowed({ source }).find(({ Action }) =>
      [Action].flat().includes("lambda:CheckpointDurableExecution"),
    );
    expect(statement?.Action).toEqual(["lambda:CheckpointDurableExecution", "lambda:GetDurableExecutionState"]);
    expect(statement?.Resource).toMatch(/:function:sagewarden-try-things:\*$/);
  });

  test("alone has that", () => {
    expect(functionOf().DurableConfig).toBeUndefined();
    expect(JSON.stringify(allowed())).not.toContain("Durable");
  });
});

describe("a function that Slack calls", () => {
  const open = () => made({ source: { type: "url", auth: "none", concurrency: 5 } });

  test("has a URL without IAM: the caller signs in another way", () => {
    expect(only(open(), "AWS::Lambda::Url").Properties).toMatchObject({ AuthType: "NONE" });
  });

  test("has both permissions that a URL needs, through the URL only", () => {
    const permissions = Object.values(open()).filter(({ Type }) => Type === "AWS::Lambda::Permission");
    expect(permissions.map(({ Properties }) => Properties)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ Action: "lambda:InvokeFunctionUrl", FunctionUrlAuthType: "NONE" }),
        expect.objectContaining({ Action: "lambda:InvokeFunction", InvokedViaFunctionUrl: true }),
      ]),
    );
    expect(permissions).toHaveLength(2);
  });

  test("can take only a small part of the account's concurrency", () => {
    expect(only(open(), "AWS::Lambda::Function").Properties.ReservedConcurrentExecutions).toBe(5);
  });
});

test("a function may have more resources than one policy holds", () => {
  const roles = Array.from({ length: 300 }, (_, n) => `arn:aws:iam::111122223333:role/people/sales-person-${n}`);
  const permissions = [{ actions: ["sts:AssumeRole"], resources: ["connectionRoles"], why: "" }];
  const resources = made({ permissions }, { resources: { connectionRoles: roles } });
  const documents = Object.values(resources).flatMap(({ Type, Properties }) =>
    Type === "AWS::IAM::ManagedPolicy" || Type === "AWS::IAM::Policy"
      ? [JSON.stringify(Properties.PolicyDocument)]
      : [],
  );
  for (const role of roles) expect(documents.filter((document) => document.includes(`"${role}"`))).toHaveLength(1);
  expect(documents.length).toBeLessThanOrEqual(10);
  for (const document of documents.slice(1)) expect(document.length).toBeLessThanOrEqual(6_144);
});

describe("a function that applications call", () => {
  const callers = ["arn:aws:iam::111122223333:role/sales-app", "arn:aws:iam::444455556666:role/apps/other"];
  const open = () => made({ source: { type: "url", auth: "iam", concurrency: 5 } }, { callers });

  test("has a URL with IAM", () => {
    expect(only(open(), "AWS::Lambda::Url").Properties).toMatchObject({ AuthType: "AWS_IAM" });
  });

  test("lets in its callers, and nobody else, through the URL only", () => {
    const permissions = Object.values(open()).filter(({ Type }) => Type === "AWS::Lambda::Permission");
    const rows = permissions.map(({ Properties }) => [
      Properties.Principal,
      Properties.Action,
      Properties.FunctionUrlAuthType ?? Properties.InvokedViaFunctionUrl,
    ]);
    const expected = callers.flatMap((caller) => [
      [caller, "lambda:InvokeFunctionUrl", "AWS_IAM"],
      [caller, "lambda:InvokeFunction", true],
    ]);
    expect(rows.toSorted()).toEqual(expected.toSorted());
  });
});
