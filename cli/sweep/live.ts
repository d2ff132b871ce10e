import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { dynamoTable, tableMadeAt } from "#shared/aws/dynamodb.ts";
import { makeClient } from "#shared/aws/inspect/client.ts";
import type { Caller } from "#shared/aws/inspect/sts.ts";
import { liveEdges } from "#shared/aws/live-edges.ts";
import { clock, listTags, liveReads } from "#shared/aws/live-sweep.ts";
import type { Edges } from "#shared/edges.ts";
import { regionsOf } from "#shared/model/settings.ts";
import { secondsOf } from "#shared/model/time.ts";
import { enforcerRoleArn, names } from "#shared/names.ts";
import { postNotice } from "#shared/notify/post.ts";
import { caseStore } from "#shared/record/cases.ts";
import { watchedSince } from "#shared/record/deployment.ts";
import { exemptionStore } from "#shared/record/exemptions.ts";
import { ledgerOver } from "#shared/record/ledger.ts";
import { memoryTable } from "#shared/record/memory-ledger.ts";
import { outboxOver } from "#shared/record/outbox.ts";
import type { Table } from "#shared/record/table.ts";
import { noStore } from "#shared/sweep/cursor.ts";
import type { SweepParts } from "#shared/sweep/sweep.ts";
import type { Deployment } from "../deployed.ts";

/** What the sweep by hand stands on. */
export interface LiveGround {
  parts: Omit<SweepParts, "onSwept" | "onProgress">;
  /** For one resource that is put right. */
  edges(): Edges;
}

const silent: Edges["metrics"] = { outcome: () => undefined, secondsToTagged: () => undefined, calls: () => undefined };

/** The operator's own credentials, the deployed ledger; without a deployment an empty one. */
export const liveGround = async (deployment: Deployment, { account, partition }: Caller): Promise<LiveGround> => {
  const { settings, region, isDeployed } = deployment;
  const client = makeClient(DynamoDBClient, { region });
  const table: Table = isDeployed ? dynamoTable(names.table, () => client) : memoryTable();
  const keep = secondsOf(settings.retention.ledger);
  const ledger = ledgerOver(table, { keep });
  const now = new Date().toISOString();
  const made = isDeployed ? await tableMadeAt(names.table, () => client) : now;
  const deployedAt = [made, (await watchedSince(table)) ?? made].toSorted()[0] ?? made;
  const edges = (): Edges => {
    const self = enforcerRoleArn(partition, account);
    // The queues take nothing from a person: what is in the outbox, `flush-notices` finds within minutes.
    const outbox = outboxOver(table, { keep });
    const notify: Edges["notify"] = (notice) =>
      postNotice(notice, { outbox, enqueue: async () => undefined, settings });
    return { ...liveEdges({ tableName: names.table, account, self, settings }), notify, metrics: silent };
  };
  return {
    parts: {
      place: { account, partition, regions: regionsOf(settings) },
      reads: liveReads,
      looks: { ledger, exemption: exemptionStore(table, { keep }).get, cases: caseStore(table, { keep }), listTags },
      store: noStore,
      clock,
      until: Number.POSITIVE_INFINITY,
      ground: { settings, deployedAt, patience: 0 },
    },
    edges,
  };
};

/** What the edges read of the environment, as a function's stack would have given it. */
export const asDeployed = (
  region: string,
  { account, partition }: Caller,
  env: NodeJS.ProcessEnv = process.env,
): void => {
  env.AWS_REGION = region;
  env.SETTLE_ARN = `arn:${partition}:lambda:${region}:${account}:function:${names.functions.settleUnowned}:${names.liveAlias}`;
};
