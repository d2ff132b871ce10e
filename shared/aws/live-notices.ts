import type { Notice } from "../model/notice.ts";
import type { Settings } from "../model/settings.ts";
import { secondsOf } from "../model/time.ts";
import type { DigestMeans } from "../notify/digests.ts";
import { postNotice } from "../notify/post.ts";
import type { WeeklyMeans } from "../notify/weekly.ts";
import { exemptionStore } from "../record/exemptions.ts";
import { ledgerOver } from "../record/ledger.ts";
import { outboxOver } from "../record/outbox.ts";
import { recipientsOver } from "../record/recipients.ts";
import { readPeriod } from "../record/span.ts";
import type { Table } from "../record/table.ts";
import { environment } from "./environment.ts";
import { liveTable } from "./live-table.ts";

const enqueueNotice = async (id: string): Promise<void> =>
  (await import("./sqs.ts")).sendMessage(environment("NOTICES_URL"), { id });

type Telling = Pick<Settings, "mode" | "retention">;

/** `Edges.notify` on AWS, for every function: into the outbox, and on the queue. */
export const liveNotify =
  (table: Table, settings: Telling) =>
  (notice: Notice): Promise<void> =>
    postNotice(notice, { outbox: outboxOf(table, settings), enqueue: enqueueNotice, settings });

const outboxOf = (table: Table, { retention }: Pick<Settings, "retention">) =>
  outboxOver(table, { keep: secondsOf(retention.ledger) });

const now = (): string => new Date().toISOString();

/** What `flush-notices` needs. */
export const liveDigests = (settings: Telling, table = liveTable(environment("TABLE_NAME"))): DigestMeans => ({
  outbox: outboxOf(table, settings),
  recipients: recipientsOver(table, now),
  topicArn: environment("TOPIC_ARN"),
  enqueue: enqueueNotice,
  now,
});

/** What the weekly digests need. */
export const liveWeekly = (settings: Settings): WeeklyMeans => {
  const table = liveTable(environment("TABLE_NAME"));
  const keep = secondsOf(settings.retention.ledger);
  const stores = { table, ledger: ledgerOver(table, { keep }), exemptions: exemptionStore(table, { keep }) };
  return {
    table,
    settings,
    topicArn: environment("TOPIC_ARN"),
    read: (period) => readPeriod(stores, period),
    post: liveNotify(table, settings),
    now,
  };
};
