import { dueBefore } from "../decide/pause.ts";
import type { Edges } from "../edges.ts";
import type { Notice } from "../model/notice.ts";
import type { CreationRow } from "../model/outcome.ts";
import type { Pause } from "../model/pause.ts";
import type { WriteMetric } from "./metrics.ts";

/** Minutes after which a creation has its end: evidence has 15, the rest is for the last delivery. A pause stops the clock. */
const patience = 20;

type Means = Pick<Edges, "now" | "notify"> & {
  ledger: Pick<Edges["ledger"], "unsettledBefore">;
  writeMetric: WriteMetric;
  pause: Pause | undefined | "unreadable";
};

/** Counts the creations that still have no end although their time is over, and tells of the oldest. */
export const countUnaccounted = async ({
  now,
  notify,
  ledger,
  writeMetric,
  pause,
}: Means): Promise<readonly CreationRow[]> => {
  const at = now();
  const late = await ledger.unsettledBefore(dueBefore(pause, at, patience * 60));
  writeMetric({ name: "Unaccounted", unit: "Count", value: late.length });
  const [oldest] = late;
  if (oldest) await notify(unaccountedNotice(oldest, late.length, at));
  return late;
};

/** One notice a day as long as the same creation is the oldest. */
const unaccountedNotice = (
  { resource, eventId, createdAt, reason }: CreationRow,
  count: number,
  at: string,
): Notice => ({
  id: `unaccounted#${at.slice(0, 10)}#${eventId}`,
  type: "unaccounted",
  severity: "high",
  resource,
  team: undefined,
  studiouserid: undefined,
  at,
  title: `${count} creation${count === 1 ? " has" : "s have"} no outcome after ${patience} minutes`,
  detail: `The oldest: ${reason}`,
  remediation: `Look for its message in the queue and its dead letters. sagewarden explain ${eventId} tells what is known.`,
  facts: { eventId, createdAt, count: String(count) },
});
