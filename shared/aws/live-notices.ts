import type { Notice } from "../model/notice.ts";
import type { Settings } from "../model/settings.ts";
import { secondsOf } from "../model/time.ts";
import type { Means, Slack } from "../notify/means.ts";
import { postNotice } from "../notify/post.ts";
import { tableCache } from "../record/cache.ts";
import { memberKey } from "../record/keys.ts";
import { metricWriter } from "../record/metrics.ts";
import { outboxOver } from "../record/outbox.ts";
import { recipientsOver } from "../record/recipients.ts";
import type { Table } from "../record/table.ts";
import { threadsOver } from "../record/threads.ts";
import { environment } from "./environment.ts";
import { type Delivered, liveTable, retryOf } from "./live-table.ts";

/** What is put on the queue of notices. */
export interface NoticeMessage {
  id: string;
}

const enqueueNotice = async (id: string): Promise<void> => {
  const message: NoticeMessage = { id };
  await (await import("./sqs.ts")).sendMessage(environment("NOTICES_URL"), message);
};

type Telling = Pick<Settings, "mode" | "retention">;

/** `Edges.notify` on AWS, for every function: into the outbox, and on the queue. */
export const liveNotify =
  (table: Table, settings: Telling) =>
  (notice: Notice): Promise<void> =>
    postNotice(notice, { outbox: outboxOf(table, settings), enqueue: enqueueNotice, settings });

const outboxOf = (table: Table, { retention }: Pick<Settings, "retention">) =>
  outboxOver(table, { keep: secondsOf(retention.ledger) });

const now = (): string => new Date().toISOString();

/** What delivering needs, for one message. Each client is loaded with the first call that needs it. */
export const liveMeans = (settings: Settings, delivery?: Delivered): Means => {
  const table = liveTable(environment("TABLE_NAME"), delivery);
  return {
    settings,
    topicArn: environment("TOPIC_ARN"),
    outbox: outboxOf(table, settings),
    recipients: recipientsOver(table, now),
    threads: threadsOver(table, now),
    slack: lazySlack(settings, table),
    topics: {
      publish: async (topicArn, publication) => (await import("./sns.ts")).publish(topicArn, publication),
      confirmed: async (topicArn) => (await import("./sns.ts")).confirmedSubscriptions(topicArn),
    },
    enqueue: enqueueNotice,
    now,
    retryIn: retryOf(delivery),
    writeMetric: metricWriter(),
  };
};

/** Seconds for which a member's id is kept. */
const keepMember = 86_400;

const lazySlack = ({ notices }: Settings, table: Table): Slack => {
  const open = async (): Promise<Slack> => {
    if (!notices.slack) throw new Error("the settings name no Slack");
    return (await import("./slack.ts")).liveSlack(notices.slack);
  };
  const cached = tableCache(table, now);
  return {
    post: async (message) => (await open()).post(message),
    find: async (sought) => (await open()).find(sought),
    memberByEmail: async (email) => {
      const ask = async (): Promise<string> => (await open()).memberByEmail(email);
      return (await cached(memberKey(email), () => keepMember, ask)) ?? "";
    },
  };
};
