import { classify } from "./act/classify.ts";
import { tagResource } from "./act/tag-resource.ts";
import { decideCreation } from "./decide/creation.ts";
import { announcementWindow, evidenceWindow, isSettled, lastReceive, retryDelay } from "./decide/delays.ts";
import { merged, newRow, nextRow, withIntent } from "./decide/next-row.ts";
import { outcomeOf, permittedWrite } from "./decide/outcome.ts";
import type { Edges, Situation } from "./edges.ts";
import type { Creation } from "./model/activity.ts";
import type { Decision } from "./model/decision.ts";
import { PoisonRecord, RetryLater, StaleRow } from "./model/errors.ts";
import type { CreationRow, Outcome } from "./model/outcome.ts";
import type { Attribution } from "./model/owner.ts";
import type { Tags } from "./model/tags.ts";
import { secondsBetween } from "./model/time.ts";
import { mayCarryOtherTags } from "./sagemaker/propagation.ts";

/** A creation, whose it is, and what the ledger holds of it. */
export interface Case {
  creation: Creation;
  attribution: Attribution;
  stored: CreationRow | undefined;
  /** SageMaker calls for this creation so far, those of earlier deliveries included. */
  calls: () => number;
}

/** How a creation stands after this delivery. */
export interface Judged {
  /** As stored now; undefined when nothing is stored yet. */
  stored: CreationRow | undefined;
  next: CreationRow;
  /** Why somebody has to look at the message: it goes to the dead-letter queue. */
  poison?: string;
}

/** Seconds after which a state change is news of an old resource, which the sweep judges, and not of a creation. */
const oldest = 60 * 60;

/** SageMaker's own event does not say who called. Where an API call was made, its record arrives within a minute. */
export const waitForItsRecord = (creation: Creation, now: string): "ignore" | "go on" => {
  const age = secondsBetween(creation.at, now);
  if (creation.announcedBy !== "state-change") return "go on";
  if (age > oldest) return "ignore";
  if (age >= announcementWindow) return "go on";
  throw new RetryLater("the record of the call may still arrive", Math.min(5, Math.ceil(announcementWindow - age)));
};

/** Decides and acts. An error of SageMaker becomes a later delivery, or an end with its reason. */
export const judge = (seen: Case, situation: Situation): Promise<Judged> =>
  orItsEnd(seen, situation, async () => act(seen, await decide(seen, situation), situation));

interface Decided {
  decision: Decision;
  /** The tags that the decision saw on the resource. */
  current: Tags;
  /** They were read from the resource, just now. */
  isLive: boolean;
}

/** On the request's tags where they leave no doubt, else on the live ones; an overwrite is always read first. */
const decide = async ({ creation, attribution, stored }: Case, situation: Situation): Promise<Decided> => {
  const { delivery, settings, edges } = situation;
  const now = edges.now();
  // What was replaced before counts as seen: a later look must not take our own correction for the caller's words.
  const on = (tags: Tags): Decision =>
    decideCreation({ creation, attribution, current: merged(tags, stored?.replaced ?? {}), settings, now });
  const decision = on(creation.requestTags);
  if (stored?.taggedAt !== undefined && covers(stored.intent, decision.write)) {
    return { decision, current: merged(creation.requestTags, stored.intent), isLive: false };
  }
  const isDoubtful = stored !== undefined || delivery.receiveCount > 1 || mayCarryOtherTags(creation);
  const needsRead = Object.keys(decision.write).length > 0 && (isDoubtful || decision.overwrites.length > 0);
  if (!needsRead) return { decision, current: creation.requestTags, isLive: false };
  const live = await edges.tags.list(creation.resource.arn);
  return { decision: on(live), current: live, isLive: true };
};

const covers = (tags: Tags, wanted: Tags): boolean =>
  Object.entries(wanted).every(([key, value]) => tags[key] === value);

/** Stores the intent, then writes the tags: a crash between the two is seen by the next delivery. */
const act = async (seen: Case, { decision, current, isLive }: Decided, situation: Situation): Promise<Judged> => {
  const { creation, stored } = seen;
  const { delivery, settings, edges } = situation;
  const now = edges.now();
  const { arn } = creation.resource;
  const permitted = permittedWrite(decision.write, arn, settings);
  const settled = isSettled(creation.at, now, delivery.receiveCount);
  const wroteBefore = stored !== undefined && Object.keys(stored.intent).length > 0;
  const outcome = outcomeOf({ decision, permitted, wroteBefore, settled });
  const change = { creation, decision, reason: decision.reason, now };
  const base = { ...(stored ?? newRow(creation)), calls: seen.calls() };

  if (covers(current, permitted)) {
    const next = nextRow(base, { ...change, outcome });
    const isRight = outcome === "ok" || (wroteBefore && covers(current, stored.intent));
    return { stored, next: isRight ? { ...next, taggedAt: base.taggedAt ?? now } : next };
  }
  const before = nextRow(withIntent(base, permitted, current), { ...change, outcome: "settling" });
  const intended = await storeRow(stored, before, edges);
  return orItsEnd({ ...seen, stored: intended }, situation, async () => {
    const known = { tags: current, complete: true, live: isLive };
    await tagResource({ arn, wanted: permitted, known, doubt: false }, edges.tags);
    const next = nextRow({ ...intended, calls: seen.calls() }, { ...change, outcome });
    return { stored: intended, next: { ...next, taggedAt: edges.now() } };
  });
};

const orItsEnd = async (
  { creation, stored }: Case,
  { delivery, edges }: Situation,
  work: () => Promise<Judged>,
): Promise<Judged> => {
  try {
    return await work();
  } catch (error) {
    if (error instanceof RetryLater || error instanceof StaleRow || error instanceof PoisonRecord) throw error;
    const now = edges.now();
    const { kind, reason } = classify(error);
    const outcome = endOf(kind, secondsBetween(creation.at, now), delivery.receiveCount);
    if (outcome === "later") {
      throw new RetryLater(reason, retryDelay(delivery.receiveCount, delivery.messageId), { cause: error });
    }
    const next = nextRow(stored ?? newRow(creation), { creation, decision: null, outcome, reason, now });
    const isPoison = kind === "unknown" || (kind === "transient" && outcome === "failed");
    return { stored, next, ...(isPoison ? { poison: reason } : {}) };
  }
};

/** Not found is not yet visible, until the evidence window has passed: then it is gone. */
const endOf = (kind: ReturnType<typeof classify>["kind"], age: number, receiveCount: number): Outcome | "later" => {
  const isLast = receiveCount >= lastReceive;
  if (kind === "transient") return isLast ? "failed" : "later";
  if (kind === "gone") return age >= evidenceWindow || isLast ? "gone" : "later";
  return "failed";
};

/** Stores the next version of a row; `StaleRow` when another delivery was faster. */
export const storeRow = async (
  stored: CreationRow | undefined,
  row: CreationRow,
  edges: Edges,
): Promise<CreationRow> => {
  const next = { ...row, version: (stored?.version ?? 0) + 1 };
  if (stored) await edges.ledger.update(next);
  else if ((await edges.ledger.open(next)) !== next) {
    throw new StaleRow(`another delivery opened the creation ${next.eventId}`);
  }
  return next;
};
