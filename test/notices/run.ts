import { slackCalls, webClient } from "#shared/aws/slack.ts";
import type { Notice, OutboxRow } from "#shared/model/notice.ts";
import { flushNotices } from "#shared/notify/flush.ts";
import type { Means } from "#shared/notify/means.ts";
import { postNotice } from "#shared/notify/post.ts";
import { tableCache } from "#shared/record/cache.ts";
import { memberKey, noticeKey } from "#shared/record/keys.ts";
import { memoryTable } from "#shared/record/memory-ledger.ts";
import { outboxOver } from "#shared/record/outbox.ts";
import { recipientsOver } from "#shared/record/recipients.ts";
import { threadsOver } from "#shared/record/threads.ts";
import { makeHandler } from "../../functions/deliver-notices/handler.ts";
import type { SlackFault } from "../../lab/slack/faults.ts";
import { startSlack } from "../../lab/slack/start.ts";
import { below, randomOf } from "../simulator/random.ts";
import { Crash, mortal } from "./crash.ts";
import { memoryQueue } from "./queue.ts";
import { directory, gapOf, noticeOf, type Style } from "./scenario.ts";

export interface Plan {
  seed: number;
  style: Style;
  notices: number;
  /** Processes die between two steps, one delivery in six. */
  crashes?: true;
  /** Slack refuses to show what it has. */
  blind?: true;
}

const start = Date.parse("2026-11-22T10:00:00Z");
export const topicArn = "arn:aws:sns:us-east-1:111122223333:sagewarden-notices";
const token = "xoxb-test";

/** A third of all calls: half of them too many, half of them 5xx or no answer, and of these every second after the work. */
const faultsOf = ({ seed, blind }: Plan): SlackFault[] => [
  ...(blind ? [{ method: "conversations.history", effect: "error" as const, error: "missing_scope" }] : []),
  ...(blind ? [{ method: "conversations.replies", effect: "error" as const, error: "missing_scope" }] : []),
  { method: "*", rate: 1 / 6, seed, effect: "ratelimited", retryAfter: 1 + (seed % 20) },
  { method: "*", rate: 1 / 10, seed: seed + 1, effect: "before", status: 503 },
  { method: "*", rate: 1 / 18, seed: seed + 2, effect: "after", status: 500 },
  { method: "*", rate: 1 / 17, seed: seed + 3, effect: "timeout-after", holdMs: 1 },
];

/** What came of it. */
export interface Played {
  /** Of each message in Slack the ids that it carries: one, or a digest's own and those within. */
  messages: readonly { ids: readonly string[]; thread: string; ts: string; isReply: boolean }[];
  /** Topic → the ids that were published to it. */
  published: ReadonlyMap<string, readonly string[]>;
  rows: readonly OutboxRow[];
  figures: Figures;
}

export interface Figures {
  calls: number;
  faults: number;
  crashes: number;
  deliveries: number;
  flushes: number;
  /** Notices that reached nobody. */
  failed: number;
  /** Of the test's clock. */
  minutes: number;
}

/** Plays one plan to its end: every notice through the real outbox, the real handler, and the real client over HTTP. */
export const play = async (plan: Plan): Promise<Played> => {
  const clock = { ms: start };
  const options = { settings: directory, botToken: token, signingSecret: "s", now: () => clock.ms };
  const server = await startSlack(options);
  server.faults(faultsOf(plan));
  try {
    const world = worldOf(plan, server.apiUrl, clock);
    await run(plan, world);
    const { messages } = server.state();
    return {
      messages: messages.map(({ metadata, channel, threadTs, ts }) => ({
        ids: metadata?.event_payload.ids as string[],
        thread: `${channel} ${threadTs ?? ts}`,
        ts,
        isReply: threadTs !== undefined,
      })),
      published: world.published,
      rows: world.table.items().flatMap(({ type, document }) => (type === "notice" ? [JSON.parse(document)] : [])),
      figures: { ...world.counts, ...(await callsOf(server.url)), minutes: Math.round((clock.ms - start) / 60_000) },
    };
  } finally {
    await server.stop();
  }
};

const callsOf = async (url: string) => {
  const rules = (await (await fetch(`${url}faults`)).json()) as (SlackFault & { asked: number; hit: number })[];
  const ours = rules.filter(({ method }) => method === "*");
  return { calls: ours[0]?.asked ?? 0, faults: ours.reduce((sum, { hit }) => sum + hit, 0) };
};

type World = ReturnType<typeof worldOf>;

const worldOf = (plan: Plan, apiUrl: string, clock: { ms: number }) => {
  const random = randomOf(plan.seed);
  const [queue, table] = [memoryQueue(clock, random), memoryTable()];
  const counts = { crashes: 0, deliveries: 0, flushes: 0, failed: 0 };
  const published = new Map<string, string[]>();
  const now = (): string => new Date(clock.ms).toISOString();
  const [slack, cached] = [slackCalls(webClient(token, apiUrl)), tableCache(table, now)];
  const means: Means = {
    settings: directory,
    topicArn,
    outbox: outboxOver(table, { keep: 86_400 }),
    recipients: recipientsOver(table, now),
    threads: threadsOver(table, now),
    slack: {
      ...slack,
      memberByEmail: async (email) =>
        (await cached(
          memberKey(email),
          () => 86_400,
          () => slack.memberByEmail(email),
        )) ?? "",
    },
    topics: {
      publish: async (to, { message }) => {
        const { id } = JSON.parse(JSON.parse(message).sqs) as { id: string };
        published.set(to, [...(published.get(to) ?? []), id]);
        return id;
      },
      confirmed: async () => 1,
    },
    enqueue: async (id) => queue.send({ id }),
    now,
    retryIn: () => 3,
    writeMetric: () => void counts.failed++,
  };
  const isMortal = (): boolean => plan.crashes === true && below(random, 6) === 0;
  /** Of one process. */
  const life = (): Means => (isMortal() ? mortal(means, random, () => void counts.crashes++) : means);
  return { random, clock, queue, table, counts, published, means, life };
};

/** Until nothing is on its way: the queue's messages as they become visible, flush-notices every five minutes. */
const run = async (plan: Plan, world: World): Promise<void> => {
  const { clock, queue, table, counts } = world;
  let [posted, nextPost, nextFlush] = [0, clock.ms, clock.ms + 300_000];
  while (posted < plan.notices || queue.size() > 0 || table.items().some(({ open }) => open !== undefined)) {
    clock.ms = Math.max(clock.ms + 20, Math.min(queue.next(), nextFlush, posted < plan.notices ? nextPost : Infinity));
    while (posted < plan.notices && nextPost <= clock.ms) {
      await post(noticeOf(posted++, plan.style, world.random, new Date(clock.ms).toISOString()), world);
      nextPost += gapOf[plan.style] * 1000;
    }
    await Promise.all([consume(world), consume(world)]);
    if (clock.ms < nextFlush) continue;
    nextFlush += 300_000;
    counts.flushes++;
    await unlessCrashed(() => flushNotices(world.life()));
    if (counts.flushes > 2_000) throw new Error("it never ends");
  }
};

/** Whoever posts a notice does so again when it could not: the pipeline's message comes back. */
const post = async (notice: Notice, { life, table }: World): Promise<void> => {
  while (!(await table.get(noticeKey(notice.id)))) await unlessCrashed(() => postNotice(notice, life()));
};

const unlessCrashed = async (work: () => Promise<unknown>): Promise<void> => {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Crash)) throw error;
  }
};

/** One invocation of deliver-notices. */
const consume = async ({ queue, counts, life }: World): Promise<void> => {
  const batch = queue.receive(5);
  counts.deliveries += batch.Records.length;
  const handler = makeHandler({
    means: async () => life(),
    effects: {
      hide: queue.hide,
      bury: async (body, { reason }) => {
        throw new Error(`buried: ${reason} ${body}`);
      },
      note: (outcome, { reason }) => {
        if (outcome === "unburied") throw new Error(reason);
      },
    },
  });
  queue.settle(batch, await handler(batch));
};
