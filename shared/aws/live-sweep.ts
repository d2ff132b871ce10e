import type { OwnEvent } from "../model/own-event.ts";
import { regionsOf, type Settings } from "../model/settings.ts";
import { secondsOf } from "../model/time.ts";
import { caseStore } from "../record/cases.ts";
import { recordWatch } from "../record/deployment.ts";
import { exemptionStore } from "../record/exemptions.ts";
import { ledgerOver } from "../record/ledger.ts";
import type { Clock } from "../sweep/budget.ts";
import { cursorStore } from "../sweep/cursor.ts";
import type { Reads } from "../sweep/gather.ts";
import type { Looks } from "../sweep/look.ts";
import type { History } from "../sweep/missed.ts";
import { type SweepParts, sendNews } from "../sweep/sweep.ts";
import { environment, placeOf } from "./environment.ts";
import { liveTable } from "./live-table.ts";
import { liveWatch } from "./watched.ts";

export const clock: Clock = {
  now: () => Date.now(),
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
};

/** SageMaker's lists and the tagging API, each client loaded with its first call. */
export const liveReads: Reads = {
  list: async (reading, token) => (await import("./sagemaker-lists.ts")).listPage(reading, token),
  tagged: async (region, token) => (await import("./tagging.ts")).taggedPage(region, token),
};

export const listTags: Looks["listTags"] = async (arn) =>
  (await import("./sagemaker.ts")).tagCalls({ onCall: () => undefined }).listTags(arn);

const lookUp: History["lookUp"] = async (asked) => (await import("./cloudtrail.ts")).recordsOf(asked);

/** Minutes for which a creation may be on its way to the ledger. */
const patience = 20;

/** What the function needs. `until`: ms since 1970, when its time is up. */
export const liveSweep = async (settings: Settings, until: number): Promise<SweepParts> => {
  const tableName = environment("TABLE_NAME");
  const table = liveTable(tableName);
  const keep = secondsOf(settings.retention.ledger);
  const ledger = ledgerOver(table, { keep });
  const since = await recordWatch(table, await liveWatch(table, tableName));
  const queue = environment("CREATIONS_URL");
  const send = async (event: OwnEvent): Promise<void> => (await import("./sqs.ts")).sendMessage(queue, event);
  return {
    place: { ...placeOf(environment("TOPIC_ARN")), regions: regionsOf(settings) },
    reads: liveReads,
    looks: { ledger, exemption: exemptionStore(table, { keep }).get, cases: caseStore(table, { keep }), listTags },
    history: { lookUp, ledger, send },
    store: cursorStore(table),
    clock,
    until,
    ground: { settings, deployedAt: since, patience: patience * 60 },
    onSwept: sendNews(send),
    seed: until,
  };
};
