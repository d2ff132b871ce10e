import { epochOf, isoAt, secondsBetween } from "../model/time.ts";
import type { AuditAsk } from "../vendor-edges.ts";

/** When audits began and ended. */
export interface AuditState {
  startedAt: string | undefined;
  /** Undefined while one runs, or where it was cut off. */
  endedAt: string | undefined;
  /** ARNs of the managed policies that vendors' roles had. A map: rows lose the middle of their long lists. */
  policies?: Readonly<Record<string, true>>;
  version: number;
}

/** Seconds. */
export const pace = {
  /** IAM's changes are seen everywhere, and a burst of changes is over: one audit sees all of it. */
  quiet: 60,
  /** Between two audits that changes ask for: each reads the whole account. */
  between: 300,
  /** For which one may run: the function's timeout and some. */
  longest: 900,
  /** The daily one is not done again right after another. */
  daily: 6 * 3_600,
};

/** `done`: an audit that began late enough has seen it. */
export type Turn = { type: "done" } | { type: "wait"; seconds: number } | { type: "run" };

/** Whether what was asked for needs an audit, and when. Any number of asks within a minute or five become one audit. */
export const auditTurn = ({ at }: Pick<AuditAsk, "at">, state: AuditState, now: string): Turn => {
  const { startedAt, endedAt } = state;
  const began = startedAt === undefined ? undefined : secondsBetween(startedAt, now);
  const isOver = startedAt !== undefined && endedAt !== undefined;
  if (isOver && hasSeen(startedAt, at, now)) return { type: "done" };
  if (began !== undefined && endedAt === undefined && began < pace.longest) return { type: "wait", seconds: 30 };
  if (at === undefined) return { type: "run" };
  const quiet = pace.quiet - secondsBetween(at, now);
  const between = isOver && began !== undefined ? pace.between - began : 0;
  const wait = Math.ceil(Math.max(quiet, between));
  return wait > 0 ? { type: "wait", seconds: Math.min(wait, pace.between) } : { type: "run" };
};

/** Of a change: an audit that began when it was seen everywhere. Of the daily look: any of the last hours. */
const hasSeen = (startedAt: string, at: string | undefined, now: string): boolean => {
  if (at === undefined) return secondsBetween(startedAt, now) < pace.daily;
  const seenFrom = isoAt((epochOf(at) ?? 0) + (pace.quiet / 4) * 1000);
  return secondsBetween(seenFrom, startedAt) >= 0;
};
