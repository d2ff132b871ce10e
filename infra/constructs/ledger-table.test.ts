import { describe, expect, test } from "@jest/globals";
import { Key } from "aws-cdk-lib/aws-kms";
import { names } from "../../shared/names.ts";
import { table } from "../../shared/record/table.ts";
import { only, resourcesOf } from "./fixture.ts";
import { LedgerTable } from "./ledger-table.ts";

const ledger = (lab: boolean) =>
  only(
    resourcesOf((stack) => new LedgerTable(stack, "Ledger", { key: new Key(stack, "Key"), lab })),
    "AWS::DynamoDB::Table",
  );
const { Properties: properties, DeletionPolicy, UpdateReplacePolicy } = ledger(false);

const schema = (partitionKey: string, sortKey?: string) => [
  { AttributeName: partitionKey, KeyType: "HASH" },
  ...(sortKey === undefined ? [] : [{ AttributeName: sortKey, KeyType: "RANGE" }]),
];

describe("the ledger", () => {
  test("has the keys, the indexes and the expiry that shared/record/ speaks", () => {
    const indexes = table.indexes.map((index) => ({
      IndexName: index.name,
      KeySchema: schema(index.partitionKey, "sortKey" in index ? index.sortKey : undefined),
      Projection: { ProjectionType: "ALL" },
    }));
    expect(properties).toMatchObject({
      TableName: names.table,
      KeySchema: schema(table.partitionKey, table.sortKey),
      GlobalSecondaryIndexes: indexes,
      TimeToLiveSpecification: { AttributeName: table.expiry, Enabled: true },
    });
  });

  test("costs what it is used for", () => expect(properties.BillingMode).toBe("PAY_PER_REQUEST"));

  test("is encrypted with the given key", () => {
    expect(properties.SSESpecification).toEqual({ SSEEnabled: true, SSEType: "KMS", KMSMasterKeyId: "<Key.Arn>" });
  });

  test("can be restored to any second, and outlives the stack", () => {
    expect(properties).toMatchObject({
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    });
    expect([DeletionPolicy, UpdateReplacePolicy]).toEqual(["RetainExceptOnCreate", "Retain"]);
  });

  test("is gone after a first deployment that failed: its fixed name would stop the next", () => {
    expect(DeletionPolicy).toBe("RetainExceptOnCreate");
    expect(properties.DeletionProtectionEnabled).toBeUndefined();
  });

  test("goes with the stack in the lab", () => {
    expect(ledger(true).DeletionPolicy).toBe("Delete");
  });
});
