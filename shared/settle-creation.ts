import { classify } from "./act/classify.ts";
import { tagResource } from "./act/tag-resource.ts";
import { decideCreation } from "./decide/creation.ts";
import { announcementWindow, evidenceWindow, isSettled, lastReceive, retryDelay } from "./decide/delays.ts";
import { merged, newRow, nextRow, withIntent } from "./decide/next-row.ts";
import { outcomeOf, permittedWrite } from "./decide/outcome.ts";
import { covers, dueTags, keptBy, missingFrom, withoutOurs } from "./decide/view.ts";
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
  /** Other creations of the same ARN: the name was used again, or the call made nothing new. */
  others: readonly CreationRow[];
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
  if (secondsBetween(creation.at, creation.toldAt ?? now) > oldest) return "ignore";
  if (age >= announcementWindow) return "go on";
  throw new RetryLater("the record of the call may still arrive", Math.ceil(announcementWindow - Math.max(0, age)));
};

export interface Decided {
  decision: Decision;
  /** The tags that the decision saw on the resource, ours included. */
  current: Tags;
  /** They were read from the resource, just now. */
  isLive: boolean;
}

/** On the request's tags where they leave no doubt, else on the live ones; an overwrite is always read first. */
export const decide = async (seen: Case, situation: Situation): Promise<Decided> => {
  const { creation, attribution, stored, others } = seen;
  const { delivery, settings, edges } = situation;
  const on = (tags: Tags): Decision =>
    decideCreation({ creation, attribution, current: withoutOurs(tags, stored), settings, now: edges.now() });
  const decision = on(creation.requestTags);
  // What the sweep finds comes with the tags that are there now: what was written once may be gone.
  const isWritten = stored?.taggedAt !== undefined && creation.announcedBy !== "sweep";
  const known = isWritten ? merged(creation.requestTags, stored.intent) : creation.requestTags;
  const isDoubtful =
    stored !== undefined || others.length > 0 || delivery.receiveCount > 1 || mayCarryOtherTags(creation);
  const isEnough = !isDoubtful && decision.overwrites.length === 0;
  if (isEnough || covers(known, due(decision, seen, situation))) return { decision, current: known, isLive: false };
  const live = await edges.tags.list(creation.resource.arn);
  const judged = on(live);
  return { decision: keptBy(others, live, judged, settings)?.decision ?? judged, current: live, isLive: true };
};

const due = (decision: Decision, { creation }: Case, { delivery, settings, edges }: Situation): Tags =>
  dueTags(decision, creation.resource.arn, settings, isSettled(creation.at, edges.now(), delivery.receiveCount));

/** Stores the intent, then writes the tags: a crash between the two is seen by the next delivery. */
export const act = async (
  seen: Case,
  { decision, current, isLive }: Decided,
  situation: Situation,
): Promise<Judged> => {
  const { creation, stored } = seen;
  const { delivery, settings, edges } = situation;
  const now = edges.now();
  const { arn } = creation.resource;
  const wanted = due(decision, seen, situation);
  const permitted = permittedWrite(decision.write, arn, settings);
  const outcome = outcomeOf({ decision, permitted, settled: isSettled(creation.at, now, delivery.receiveCount) });
  const change = { creation, decision, outcome, reason: decision.reason, now };
  const base = { ...(stored ?? newRow(creation)), calls: seen.calls() };

  if (covers(current, wanted)) {
    const next = nextRow(outcome === "observed" ? withIntent(base, decision.write, {}) : base, change);
    const isRight = outcome === "ok" || Object.keys(wanted).length > 0;
    return { stored, next: isRight ? { ...next, taggedAt: base.taggedAt ?? now } : next };
  }
  const write = missingFrom(current, wanted);
  const before = nextRow(withIntent(base, write, current), { ...change, outcome: "settling" });
  const intended = await storeRow(stored, before, edges);
  return orItsEnd({ creation, stored: intended }, situation, async () => {
    const known = { tags: current, complete: true, live: isLive };
    await tagResource({ arn, wanted: write, known, doubt: false }, edges.tags);
    return {
      stored: intended,
      next: { ...nextRow({ ...intended, calls: seen.calls() }, change), taggedAt: edges.now() },
    };
  });
};

/** Runs what asks and changes AWS. An error becomes a later delivery, or an end with its reason. */
export const orItsEnd = async (
  seen: Pick<Case, "creation" | "stored">,
  situation: Situation,
  work: () => Promise<Judged>,
): Promise<Judged> => {
  try {
    return await work();
  } catch (error) {
    if (error instanceof StaleRow || error instanceof PoisonRecord) throw error;
    return ending(error, seen, situation);
  }
};

/** Before it becomes a later delivery the creation stands in the ledger: nothing that is under way goes uncounted. */
const ending = async (
  error: unknown,
  { creation, stored }: Pick<Case, "creation" | "stored">,
  { delivery, edges }: Situation,
): Promise<Judged> => {
  const now = edges.now();
  const { kind, reason } = error instanceof RetryLater ? waiting(error) : classify(error);
  const end = endOf(kind, secondsBetween(creation.at, now), delivery.receiveCount);
  const outcome = end === "later" ? "settling" : end;
  const next = nextRow(stored ?? newRow(creation), { creation, decision: null, outcome, reason, now });
  if (end === "later") {
    if (!stored) await edges.ledger.open({ ...next, version: 1 });
    if (error instanceof RetryLater) throw error;
    const delay = retryDelay(delivery.receiveCount, delivery.messageId, secondsBetween(creation.at, now));
    throw new RetryLater(reason, delay, { cause: error });
  }
  const isPoison = kind === "unknown" || (kind === "transient" && end === "failed");
  return { stored, next, ...(isPoison ? { poison: reason } : {}) };
};

/** What a lookup could not find out yet. */
const waiting = ({ message }: RetryLater): { kind: "transient"; reason: string } => ({
  kind: "transient",
  reason: message,
});

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
