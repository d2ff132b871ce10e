import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { IAMClient } from "@aws-sdk/client-iam";
import type { Lookups } from "../../attribute/lookups.ts";
import type { Settings } from "../../model/settings.ts";
import { tagKeysOf } from "../../model/tag-keys.ts";
import { names } from "../../names.ts";
import { ledgerOver } from "../../record/ledger.ts";
import { liveLookups } from "../../record/lookups.ts";
import { sessionStore } from "../../record/sessions.ts";
import { studioReads } from "../../record/studio.ts";
import { dynamoTable } from "../dynamodb.ts";
import { roleTags, userTags } from "../iam.ts";
import { tagCalls } from "../sagemaker.ts";
import { describeLineage } from "../sagemaker-lineage.ts";
import { studioCalls } from "../sagemaker-studio.ts";
import { makeClient, type Place } from "./client.ts";

/** What attribution asks, of the deployed ledger and the account. Nothing is written: what Studio answers is not kept. */
export const deployedLookups = (place: Place, settings: Settings, account: string, now: string): Lookups => {
  const client = makeClient(DynamoDBClient, place);
  const iam = makeClient(IAMClient, place);
  const table = dynamoTable(names.table, () => client);
  const options = { onCall: () => undefined };
  return liveLookups({
    reads: {
      listTags: tagCalls(options).listTags,
      describeLineage: (arn) => describeLineage(arn, options),
      userTags: (name) => userTags(name, iam),
      roleTags: (name) => roleTags(name, iam),
    },
    studio: studioReads({ calls: studioCalls(options), cache: (_key, _keepFor, ask) => ask() }),
    ledger: ledgerOver(table, { keep: 0 }),
    sessions: sessionStore(table),
    ...{ account, keys: tagKeysOf(settings), retryIn: () => 0, now: () => now },
  });
};
