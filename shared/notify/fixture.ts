import { RetryLater, StaleRow } from "../model/errors.ts";
import type { Notice, OutboxRow } from "../model/notice.ts";
import { type Settings, settingsSchema } from "../model/settings.ts";
import { memoryTable } from "../record/memory-ledger.ts";
import { outboxOver } from "../record/outbox.ts";
import { recipientsOver } from "../record/recipients.ts";
import { threadsOver } from "../record/threads.ts";
import { deliverNotice } from "./deliver.ts";
import type { Means, Posted, Slack, Topics } from "./means.ts";
import { postNotice } from "./post.ts";

export const topicArn = "arn:aws:sns:us-east-1:111122223333:sagewarden-notices";
export const teamTopic = "arn:aws:sns:us-east-1:111122223333:sagewarden-team-TeamA";

export const settings: Settings = settingsSchema.parse({
  mode: "enforce",
  region: "us-east-1",
  tags: { team: { values: "teams" }, studiouserid: { values: "people" } },
  teams: { TeamA: { slack: "#team-a" }, TeamB: {} },
  people: {
    alice: { team: "TeamA", slack: "U0ALICE" },
    bob: { team: "TeamA", email: "bob@example.com" },
    carol: { team: "TeamA", slack: "U0CAROL", left: "2026-11-01", successor: "alice" },
    dave: { team: "TeamB" },
  },
  notices: { slack: { botTokenSecret: "sagewarden/slack", channel: "#ops" } },
});

/** What Slack answers to a call; `taken`: it did the work all the same. */
export interface Effect {
  error: unknown;
  taken?: true;
}

export const platformError = (error: string): Effect => ({
  error: Object.assign(new Error(error), { code: "slack_webapi_platform_error", data: { error } }),
});
export const httpError = (statusCode: number): Effect => ({
  error: Object.assign(new Error(`HTTP ${statusCode}`), { code: "slack_webapi_http_error", statusCode }),
});
export const rateLimited = (retryAfter: number): Effect => ({
  error: Object.assign(new Error("429"), { code: "slack_webapi_rate_limited_error", retryAfter }),
});

type Post = Parameters<Slack["post"]>[0] & Posted;

/** Slack in memory: what comes next to each of its methods can be told. */
export const fakeSlack = () => {
  const posts: Post[] = [];
  const next: Record<"post" | "find" | "memberByEmail", Effect[]> = { post: [], find: [], memberByEmail: [] };
  const calls: string[] = [];
  const befall = (method: keyof typeof next): Effect | undefined => {
    calls.push(method);
    return next[method].shift();
  };
  const slack: Slack = {
    post: async (post) => {
      const effect = befall("post");
      if (effect && !effect.taken) throw effect.error;
      const posted = { channel: `C-${post.to}`, ts: `${posts.length + 1}.0` };
      posts.push({ ...post, ...posted });
      if (effect) throw effect.error;
      return posted;
    },
    find: async ({ to, threadTs, id }) => {
      const effect = befall("find");
      if (effect) throw effect.error;
      const found = posts.find(
        (post) => post.to === to && post.threadTs === threadTs && post.message.metadata.event_payload.ids[0] === id,
      );
      return found && { channel: found.channel, ts: found.ts };
    },
    memberByEmail: async () => {
      const effect = befall("memberByEmail");
      if (effect) throw effect.error;
      return "U0BOB";
    },
  };
  return { slack, posts, next, calls };
};

const fakeTopics = () => {
  const published: string[] = [];
  const subscribed = new Map<string, number>([[teamTopic, 1]]);
  const topicTrouble = new Map<string, Error[]>();
  const topics: Topics = {
    publish: async (to) => {
      const error = topicTrouble.get(to)?.shift();
      if (error) throw error;
      return `m-${published.push(to)}`;
    },
    confirmed: async (to) => subscribed.get(to) ?? 0,
  };
  return { topics, published, subscribed, topicTrouble };
};

/** Everything that delivering needs, in memory, with a clock that only `pass` moves. */
export const world = (change: Partial<Settings> = {}) => {
  const clock = { ms: Date.parse("2026-11-22T10:15:00Z") };
  const now = (): string => new Date(clock.ms).toISOString();
  const pass = (seconds: number): void => {
    clock.ms += seconds * 1000;
  };
  const [fake, sns, table] = [fakeSlack(), fakeTopics(), memoryTable()];
  const [queued, metrics]: [string[], string[]] = [[], []];
  const means: Means = {
    settings: { ...settings, ...change },
    topicArn,
    outbox: outboxOver(table, { keep: 86_400 }),
    recipients: recipientsOver(table, now),
    threads: threadsOver(table, now),
    slack: fake.slack,
    topics: sns.topics,
    enqueue: async (id) => void queued.push(id),
    now,
    retryIn: () => 2,
    writeMetric: ({ name }) => void metrics.push(name),
  };
  const post = (notice: Notice): Promise<void> => postNotice(notice, means);
  const row = async (id: string): Promise<OutboxRow> => {
    const found = await means.outbox.get(id);
    if (!found) throw new Error(`no row ${id}`);
    return found;
  };
  const deliver = (id: string): Promise<readonly number[]> => deliverOften(id, means, pass);
  return { means, table, ...fake, ...sns, queued, metrics, pass, post, row, deliver };
};

/** Delivers again and again, as the queue would, until it is done. Answers the seconds that it waited each time. */
const deliverOften = async (id: string, means: Means, pass: (seconds: number) => void): Promise<readonly number[]> => {
  const waited: number[] = [];
  for (let tries = 0; tries < 200; tries++) {
    try {
      await deliverNotice(id, means);
      return waited;
    } catch (error) {
      if (!(error instanceof RetryLater || error instanceof StaleRow)) throw error;
      const seconds = error instanceof RetryLater ? error.seconds : 1;
      waited.push(seconds);
      pass(seconds);
    }
  }
  throw new Error(`${id} never ends`);
};
