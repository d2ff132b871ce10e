import type { Settings } from "../model/settings.ts";
import type { Means, Slack } from "../notify/means.ts";
import { type TableCache, tableCache } from "../record/cache.ts";
import { memberKey } from "../record/keys.ts";
import { metricWriter } from "../record/metrics.ts";
import { threadsOver } from "../record/threads.ts";
import { environment } from "./environment.ts";
import { liveDigests } from "./live-notices.ts";
import { type Delivered, liveTable, retryOf } from "./live-table.ts";

/** What delivering needs, for one message. Each client is loaded with the first call that needs it. */
export const liveMeans = (settings: Settings, delivery?: Delivered): Means => {
  const table = liveTable(environment("TABLE_NAME"), delivery);
  const digests = liveDigests(settings, table);
  return {
    ...digests,
    settings,
    threads: threadsOver(table, digests.now),
    slack: lazySlack(settings, tableCache(table, digests.now)),
    topics: {
      publish: async (topicArn, publication) => (await import("./sns.ts")).publish(topicArn, publication),
      confirmed: async (topicArn) => (await import("./sns.ts")).confirmedSubscriptions(topicArn),
    },
    retryIn: retryOf(delivery),
    writeMetric: metricWriter(),
  };
};

/** Seconds for which a member's id is kept. */
const keepMember = 86_400;

const lazySlack = ({ notices }: Settings, cached: TableCache): Slack => {
  const open = async (): Promise<Slack> => {
    if (!notices.slack) throw new Error("the settings name no Slack");
    return (await import("./slack.ts")).liveSlack(notices.slack);
  };
  return {
    post: async (message) => (await open()).post(message),
    find: async (sought) => (await open()).find(sought),
    memberByEmail: async (email) => {
      const ask = async (): Promise<string> => (await open()).memberByEmail(email);
      return (await cached(memberKey(email), () => keepMember, ask)) ?? "";
    },
  };
};
