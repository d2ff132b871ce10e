import type { Incident, RungId } from "../model/incident.ts";
import { secondsBetween } from "../model/time.ts";
import { whyNot } from "./containment-turn.ts";

/** A session that abused the role: when it began, by CloudTrail, and what it did. */
export type Abuse = NonNullable<Incident["abused"]>;

const guarded: readonly Incident["phase"][] = ["containing", "contained", "failed"];

/**
 * The incident with a session's abuse, where that session lives on: it began after the cut, and nothing but the cut denies it. The
 * same incident where that says nothing new.
 */
export const withAbuse = (there: Incident, abuse: Abuse | undefined): Incident => {
  const { phase, cutAt, abused } = there;
  if (abuse === undefined || cutAt === undefined || !guarded.includes(phase) || isDone(there, "deny")) return there;
  const isAlive = secondsBetween(cutAt, abuse.at) >= 0;
  const isNewer = abused === undefined || secondsBetween(abused.at, abuse.at) > 0;
  return isAlive && isNewer ? { ...there, abused: abuse } : there;
};

/**
 * Whether older sessions have to be denied once more: the last stamp that was proven leaves one alive that abused the role, and
 * nothing else denies it. What a person has stopped stays as it is.
 */
export const isOutdated = (row: Incident): boolean => {
  const at = row.rungs.find(({ rung, status }) => rung === "sessions" && status === "done")?.evidence.at;
  if (at === undefined || isDone(row, "deny") || whyNot(row, "sessions") !== undefined) return false;
  return !isBefore(row.abused, at);
};

/** Whether a stamp of that time denies the session that abused the role: AWS's times have whole seconds. */
export const isBefore = (abused: Abuse | undefined, stamp: string): boolean =>
  abused === undefined || secondsBetween(abused.at, stamp) > 0;

const isDone = ({ rungs }: Pick<Incident, "rungs">, id: RungId): boolean =>
  rungs.some(({ rung, status }) => rung === id && status === "done");
