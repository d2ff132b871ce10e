import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "@jest/globals";
import { names } from "../../shared/names.ts";
import { table } from "../../shared/record/table.ts";
import { definitions } from "../definitions.ts";
import { ofType, type Synthesised, synthesise } from "../fixture.ts";

const stacks = synthesise();
const home = stacks[names.stack] as Synthesised;

describe("each function", () => {
  test("of the folder functions/ is in the stack, and no other", () => {
    const folders = readdirSync(fileURLToPath(new URL("../../functions", import.meta.url)));
    expect(definitions.map(({ folder }) => folder).toSorted()).toEqual(folders.toSorted());
    expect(ofType(home, "AWS::Lambda::Function")).toHaveLength(definitions.length);
  });

  test.each(definitions.map((definition) => [definition.folder, definition] as const))(
    "%s is as defined",
    (_, definition) => {
      const found = ofType(home, "AWS::Lambda::Function").find(
        ([, { Properties }]) => Properties.FunctionName === definition.functionName,
      );
      const properties = found?.[1].Properties ?? {};
      expect(properties).toMatchObject({
        Runtime: "nodejs24.x",
        Architectures: ["arm64"],
        Handler: "handler.handler",
        Timeout: definition.timeout,
        MemorySize: definition.memory,
        TracingConfig: { Mode: "Active" },
      });
      const { Variables } = properties.Environment as { Variables: object };
      expect(Object.keys(Variables)).toEqual(expect.arrayContaining([...definition.environment]));
    },
  );

  test("has a role of its own, of its own name", () => {
    const roles = ofType(home, "AWS::Lambda::Function").map(([, { Properties }]) => {
      const [role] = (Properties.Role as { "Fn::GetAtt": string[] })["Fn::GetAtt"];
      return [Properties.FunctionName, home.resources[String(role)]?.Properties.RoleName];
    });
    for (const [functionName, roleName] of roles) expect(roleName).toBe(functionName);
  });

  test("has encrypted logs that are kept for 13 months", () => {
    const logs = ofType(home, "AWS::Logs::LogGroup").map(([, { Properties }]) => Properties);
    const expected = definitions.map(({ functionName }) => `/aws/lambda/${functionName}`);
    expect(logs.map(({ LogGroupName }) => LogGroupName).toSorted()).toEqual(expected.toSorted());
    for (const log of logs)
      expect(log).toMatchObject({
        RetentionInDays: 400,
        KmsKeyId: { "Fn::GetAtt": [expect.stringMatching(/^Key/), "Arn"] },
      });
  });

  test("that a queue feeds answers for each record and has a limit", () => {
    const mappings = ofType(home, "AWS::Lambda::EventSourceMapping").map(([, { Properties }]) => Properties);
    expect(mappings).toHaveLength(definitions.filter(({ source }) => source.type === "queue").length);
    for (const mapping of mappings) {
      expect(mapping).toMatchObject({
        FunctionResponseTypes: ["ReportBatchItemFailures"],
        ScalingConfig: { MaximumConcurrency: expect.any(Number) },
      });
    }
  });
});

describe("the ledger", () => {
  const [ledger] = ofType(home, "AWS::DynamoDB::Table").map(([, resource]) => resource);

  test("has the schema that shared/record/ speaks", () => {
    const indexes = (ledger?.Properties.GlobalSecondaryIndexes as { IndexName: string }[] | undefined)?.map(
      ({ IndexName }) => IndexName,
    );
    expect(indexes).toEqual(table.indexes.map(({ name }) => name));
    expect(ledger?.Properties).toMatchObject({
      TableName: names.table,
      BillingMode: "PAY_PER_REQUEST",
      TimeToLiveSpecification: { AttributeName: table.expiry, Enabled: true },
    });
  });

  test("can be restored, is encrypted with our key, and outlives the stack", () => {
    expect(ledger?.Properties).toMatchObject({
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      SSESpecification: { SSEEnabled: true, SSEType: "KMS" },
      DeletionProtectionEnabled: true,
    });
    expect(ledger?.DeletionPolicy).toBe("Retain");
    expect(ofType(home, "AWS::KMS::Key").map(([, key]) => key.DeletionPolicy)).toEqual(["Retain"]);
  });

  test("goes with the stack in the lab", () => {
    const lab = synthesise({ lab: true })[names.stack] as Synthesised;
    const [found] = ofType(lab, "AWS::DynamoDB::Table").map(([, resource]) => resource);
    expect([found?.DeletionPolicy, found?.Properties.DeletionProtectionEnabled]).toEqual(["Delete", false]);
  });
});

test("the outputs that the command line reads are there", () => {
  expect(Object.keys(home.outputs).toSorted()).toEqual([
    "AlarmTopicArn",
    "CreationsDeadUrl",
    "CreationsQueueUrl",
    "NoticeTopicArn",
    "SessionsDeadUrl",
    "SessionsQueueUrl",
    "SettingsUrl",
    "TableName",
  ]);
});
