import { classify } from "../act/classify.ts";
import { BadInput, PoisonRecord, RetryLater, StaleRow } from "../model/errors.ts";
import { type Attempt, type OutboxRow, type Receipt, toldAt } from "../model/notice.ts";
import { begun, givenUp, isGivenUp, isReached, postponed, received, standingOf } from "./attempts.ts";
import { passOn, putIntoDigest } from "./digests.ts";
import { isGroupable } from "./grouping.ts";
import type { Means } from "./means.ts";
import { type Chain, type Destination, routeOf } from "./route.ts";
import type { Trouble } from "./slack-trouble.ts";
import { type Ready, type Way, ways } from "./ways.ts";

/**
 * Tells people of one notice, and programs over the topic of all. Any number of deliveries of the same id send it to each
 * recipient once: the row holds the try before each call and every receipt. Throws `RetryLater` where it has to go on later.
 */
export const deliverNotice = async (id: string, means: Means): Promise<void> => {
  const { outbox, settings, topicArn, now } = means;
  let row = await outbox.get(id);
  if (!row) throw new PoisonRecord(`the outbox has no notice ${id.slice(0, 100)}`);
  if (row.state !== "waiting") return;
  const chains = routeOf(row.notice, settings, topicArn, now());
  const mayWait = chains.length === 1 && isGroupable(row.notice);
  for (const chain of row.digest === undefined ? chains : []) row = await reach(row, chain, mayWait, means);
  row = await reach(row, [{ by: "sns", to: topicArn, isFeed: true }], false, means);
  await finish(row, means);
};

/** Tries a chain's destinations until one is reached, or has it in its next digest. */
const reach = async (given: OutboxRow, chain: Chain, mayWait: boolean, means: Means): Promise<OutboxRow> => {
  let row = given;
  for (const destination of chain) {
    if (isReached(row, destination)) return row;
    if (isGivenUp(row, destination)) continue;
    // What was tried alone may have arrived: it stays alone, however late.
    const isFresh = row.attempt?.to !== destination.to;
    const digest = mayWait && isFresh ? await putIntoDigest(row.notice.id, destination, means) : undefined;
    if (digest !== undefined) return save({ ...row, digest }, means);
    row = await attempt(row, destination, means);
    if (isReached(row, destination)) return row;
  }
  return row;
};

/** Stores the row's next version. */
const save = async <Row extends OutboxRow>(row: Row, { outbox }: Means): Promise<Row> => {
  const next = { ...row, version: row.version + 1 };
  await outbox.update(next);
  return next;
};

/** One try at one destination. Answers the row with a receipt or with a failure; throws `RetryLater` for a later try. */
const attempt = async (row: OutboxRow, destination: Destination, means: Means): Promise<OutboxRow> => {
  const { to, by } = destination;
  const standing = standingOf(row.attempt, to, means.now());
  if ("wait" in standing) throw new RetryLater("a try is under way, or it is too early for the next", standing.wait);
  const { look, isOver } = standing;
  const tried = { ...row, attempt: begun(row.attempt, to, means.now()) };
  let ready: Ready;
  try {
    ready = await ways[by].prepare(row.notice, destination, means);
    const arrived = look ? await lookFor(ready, tried.attempt.since, ways[by]) : undefined;
    if (arrived) return await save(received(row, arrived), means);
  } catch (error) {
    return failed(tried, troubleIn(error, ways[by]), { mayHaveArrived: look, isOver }, means);
  }
  if (isOver) return save(givenUp(row, to, row.attempt?.why ?? "no answer", means.now()), means);
  return call(await save(tried, means), ready, ways[by], means);
};

type Tried = OutboxRow & { attempt: Attempt };

const call = async (tried: Tried, ready: Ready, way: Way, means: Means): Promise<OutboxRow> => {
  const { to } = tried.attempt;
  let receipt: Receipt | undefined;
  try {
    receipt = await ready.send();
  } catch (error) {
    const trouble = troubleIn(error, way);
    return failed(tried, trouble, { mayHaveArrived: trouble.kind === "unsure", isOver: false }, means);
  }
  return save(receipt ? received(tried, receipt) : givenUp(tried, to, "nobody has subscribed", means.now()), means);
};

/** What is ours is no trouble of the destination's: it goes on to whoever delivers. */
const troubleIn = (error: unknown, way: Way): Trouble => {
  if ([RetryLater, StaleRow, PoisonRecord, BadInput].some((ours) => error instanceof ours)) throw error;
  return way.trouble(error);
};

/** Undefined: it did not arrive, or we may not look. */
const lookFor = async (ready: Ready, since: string, way: Way): Promise<Receipt | undefined> => {
  try {
    return await ready.look(since);
  } catch (error) {
    if (troubleIn(error, way).kind === "refused") return undefined;
    throw error;
  }
};

/** Given up, or noted for later: then throws `RetryLater`. */
const failed = async (
  row: Tried,
  trouble: Trouble,
  { mayHaveArrived, isOver }: { mayHaveArrived: boolean; isOver: boolean },
  means: Means,
): Promise<OutboxRow> => {
  const { to } = row.attempt;
  if (trouble.kind === "refused" || isOver) return save(givenUp(row, to, trouble.why, means.now()), means);
  const { attempt, seconds } = postponed(row.attempt, trouble, { mayHaveArrived, id: row.notice.id, now: means.now() });
  await save({ ...row, attempt }, means);
  throw new RetryLater(`${to}: ${trouble.why}`, seconds);
};

/** The row's end. Where no chain reached anybody, those who read the topic of all notices are who is told. */
const finish = async (given: OutboxRow, means: Means): Promise<void> => {
  const row = given.digest !== undefined || toldAt(given) !== undefined ? given : await countReaders(given, means);
  const isTold = toldAt(row) !== undefined;
  if (isTold) await passOn(row, means);
  await save({ ...row, state: row.digest === undefined ? (isTold ? "told" : "failed") : "grouped" }, means);
  if (row.digest === undefined && !isTold) means.writeMetric({ name: "NoticeFailed", unit: "Count", value: 1 });
};

const countReaders = async (row: OutboxRow, { topics, topicArn, retryIn }: Means): Promise<OutboxRow> => {
  if (!row.receipts.some(({ to }) => to === topicArn)) return row;
  const confirmed = await topics.confirmed(topicArn).catch((error: unknown) => {
    const { kind, reason } = classify(error);
    if (kind === "transient") throw new RetryLater(reason, retryIn(), { cause: error });
    return 0;
  });
  return {
    ...row,
    receipts: row.receipts.map((receipt) => (receipt.to === topicArn ? { ...receipt, confirmed } : receipt)),
  };
};
