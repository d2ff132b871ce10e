import { digestOf, type Period } from "../decide/digest.ts";
import { StaleRow } from "../model/errors.ts";
import type { Notice } from "../model/notice.ts";
import type { Settings } from "../model/settings.ts";
import { epochOf, isoAt, secondsOf } from "../model/time.ts";
import { toDocument } from "../record/document.ts";
import { secondsAt, stateKey } from "../record/keys.ts";
import type { Table } from "../record/table.ts";
import { eachAlone } from "./each-alone.ts";

export interface WeeklyMeans {
  table: Table;
  settings: Settings;
  topicArn: string;
  /** What the ledger holds of a period. */
  read(period: Pick<Period, "from" | "to">): Promise<Pick<Period, "creations" | "cases" | "exemptions">>;
  /** Into the outbox. */
  post(notice: Notice): Promise<void>;
  /** ISO 8601 */
  now(): string;
}

/**
 * Posts each team's digest, and the operators' of what has no team, when `notices.digest` has passed since the last. A period
 * begins where the last one ended, so that a run that failed is made up for, under the same ids. Answers how many were posted.
 */
export const postWeekly = async (means: WeeklyMeans): Promise<number> => {
  const { settings, read, now } = means;
  // One time for all: periods that begin together are read together.
  const at = now();
  const known = new Map<string, ReturnType<WeeklyMeans["read"]>>();
  const readOnce: WeeklyMeans["read"] = (period) => {
    const seen = known.get(period.from) ?? read(period);
    known.set(period.from, seen);
    return seen;
  };
  let posted = 0;
  await eachAlone([...Object.keys(settings.teams), undefined], async (team) => {
    if (await postOne(team, { ...means, read: readOnce, now: () => at })) posted++;
  });
  return posted;
};

const postOne = async (team: string | undefined, means: WeeklyMeans): Promise<boolean> => {
  const { table, settings, topicArn, read, post, now } = means;
  const key = stateKey(`weekly#${team ?? ""}`);
  const item = await table.get(key);
  if (!item) {
    // The first period begins with the first run.
    await table.put({ ...mark(now(), 1, settings), ...key }, { absent: true });
    return false;
  }
  const { from } = JSON.parse(item.document) as { from: string };
  const to = isoAt((epochOf(from) ?? 0) + secondsOf(settings.notices.digest) * 1000);
  if (to > now()) return false;
  const period = { team, from, to, topicArn, ...(await read({ from, to })) };
  const notice = digestOf(period, settings, now());
  if (notice) await post(notice);
  const version = item.version ?? 1;
  const { stored } = await table.put({ ...mark(to, version + 1, settings), ...key }, { version });
  if (!stored) throw new StaleRow("another run posted the weekly digest");
  return notice !== undefined;
};

/** Kept as long as the ledger after it was last changed. */
const mark = (from: string, version: number, { retention }: Settings) => ({
  document: toDocument({ from }),
  version,
  ttl: secondsAt(from, "from") + secondsOf(retention.ledger),
});
