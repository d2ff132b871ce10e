import { RemovalPolicy } from "aws-cdk-lib";
import { AttributeType, BillingMode, ProjectionType, Table, TableEncryption } from "aws-cdk-lib/aws-dynamodb";
import type { IKey } from "aws-cdk-lib/aws-kms";
import type { Construct } from "constructs";
import { names } from "../../shared/names.ts";
import { table } from "../../shared/record/table.ts";

interface KeySchema {
  partitionKey: string;
  sortKey?: string;
}

const keys = ({ partitionKey, sortKey }: KeySchema) => ({
  partitionKey: { name: partitionKey, type: AttributeType.STRING },
  ...(sortKey ? { sortKey: { name: sortKey, type: AttributeType.STRING } } : {}),
});

/** The ledger, by the schema that `shared/record/` speaks. It outlives the stack, except in the lab. */
export class LedgerTable extends Table {
  constructor(scope: Construct, id: string, props: { key: IKey; lab: boolean }) {
    super(scope, id, {
      tableName: names.table,
      ...keys(table),
      billingMode: BillingMode.PAY_PER_REQUEST,
      timeToLiveAttribute: table.expiry,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      encryption: TableEncryption.CUSTOMER_MANAGED,
      encryptionKey: props.key,
      // No deletion protection: a first deployment that fails could not take the table back, and its fixed name would stop
      // the next one. The stack keeps it otherwise, and it can be restored to any second of 35 days.
      removalPolicy: props.lab ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    for (const index of table.indexes) {
      this.addGlobalSecondaryIndex({ indexName: index.name, ...keys(index), projectionType: ProjectionType.ALL });
    }
  }
}
