import { retryDelay } from "../decide/delays.ts";
import type { Attempt, OutboxRow, Receipt } from "../model/notice.ts";
import { epochOf, isoAt, secondsBetween } from "../model/time.ts";
import type { Destination } from "./route.ts";
import type { Trouble } from "./slack-trouble.ts";

/** Seconds: longer than a delivery can run (`functions/deliver-notices/definition.ts`). Until then a try may be under way. */
export const underWay = 120;
/** Seconds after which a destination that always fails for the moment is given up. */
export const patience = 30 * 60;
/** Where the message may have arrived, so many tries at least: each of them looks for it, and going on would double it. */
export const leastLooks = 12;

export type Standing =
  | { wait: number }
  /** `look`: the last try may have arrived · `isOver`: there shall be no further one. */
  | { look: boolean; isOver: boolean };

/** Whether it is time for a try at this destination, and what stands before it. */
export const standingOf = (attempt: Attempt | undefined, to: string, now: string): Standing => {
  if (attempt?.to !== to) return { look: false, isOver: false };
  const { outcome, at, again, since, number } = attempt;
  const wait = outcome === undefined ? underWay - secondsBetween(at, now) : secondsBetween(now, again ?? now);
  if (wait > 0) return { wait: Math.ceil(wait) };
  const look = outcome !== "refused";
  return { look, isOver: secondsBetween(since, now) >= patience && (!look || number >= leastLooks) };
};

/** The row's change before a call. */
export const begun = (attempt: Attempt | undefined, to: string, now: string): Attempt =>
  attempt?.to === to
    ? { to, at: now, number: attempt.number + 1, since: attempt.since }
    : { to, at: now, number: 1, since: now };

/** After a call that may succeed later. */
export const postponed = (
  attempt: Attempt,
  trouble: Trouble,
  { mayHaveArrived, id, now }: { mayHaveArrived: boolean; id: string; now: string },
): { attempt: Attempt; seconds: number } => {
  const asked = trouble.kind === "later" ? trouble.seconds : undefined;
  // Not before Slack's own time; later each time all the same: the queue delivers a message some sixty times.
  const seconds = Math.max(1, asked ?? 0, retryDelay(attempt.number, id));
  const again = isoAt((epochOf(now) ?? 0) + seconds * 1000);
  const outcome = mayHaveArrived ? "unsure" : "refused";
  return { attempt: { ...attempt, outcome, why: trouble.why, again }, seconds };
};

/** No further try at this destination. */
export const givenUp = (row: OutboxRow, to: string, why: string, at: string): OutboxRow => {
  const { attempt: _, ...rest } = row;
  return { ...rest, failures: [...row.failures, { to, why, at }] };
};

/** It arrived. */
export const received = (row: OutboxRow, receipt: Receipt): OutboxRow => {
  const { attempt: _, ...rest } = row;
  return { ...rest, receipts: [...row.receipts, receipt] };
};

export const isReached = ({ receipts }: OutboxRow, { to }: Destination): boolean =>
  receipts.some((receipt) => (receipt.asked ?? receipt.to) === to);

export const isGivenUp = ({ failures }: OutboxRow, { to }: Destination): boolean =>
  failures.some((failure) => failure.to === to);
