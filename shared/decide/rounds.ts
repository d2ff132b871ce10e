import type { Round, RoundRow } from "../edges.ts";
import type { Recorded, Retag } from "../model/activity.ts";
import { secondsBetween } from "../model/time.ts";

/** Changes of one principal within this many seconds are one round. */
const roundLength = 60;

/** Rounds kept per resource; older ones are forgotten. */
const kept = 50;

/** The principal that fights, not its session: a role's sessions are one opponent. */
export const opponentOf = ({ principal }: Recorded): string =>
  principal.session?.roleArn ?? principal.arn ?? principal.principalId ?? principal.type;

export interface CountedRound {
  row: RoundRow;
  /** 1 for the principal's first round on this resource. */
  number: number;
  /** The round's start, and the start of the one before. */
  startedAt: string;
  /** This record had been counted before. */
  repeated: boolean;
}

/** Counts a change. The same record counts once, in whatever order records arrive. */
export const countRound = (
  arn: string,
  before: RoundRow | undefined,
  retag: Retag,
  keys: readonly string[],
): CountedRound => {
  const row = before ?? { arn, rounds: [], version: 0 };
  const principal = opponentOf(retag);
  const own = row.rounds.filter((round) => round.principal === principal);
  const seen = own.find(({ eventIds }) => eventIds.includes(retag.eventId));
  if (seen) return { row, number: own.indexOf(seen) + 1, startedAt: seen.startedAt, repeated: true };

  const open = own.find(({ startedAt }) => Math.abs(secondsBetween(startedAt, retag.at)) <= roundLength);
  const round = open ? joined(open, retag, keys) : { principal, startedAt: retag.at, eventIds: [retag.eventId], keys };
  const rounds = [...row.rounds.filter((other) => other !== open), round]
    .sort((a, b) => (a.startedAt < b.startedAt ? -1 : 1))
    .slice(-kept);
  const number = rounds.filter((other) => other.principal === principal).indexOf(round) + 1;
  return { row: { arn, rounds, version: row.version + 1 }, number, startedAt: round.startedAt, repeated: false };
};

const joined = (round: Round, retag: Retag, keys: readonly string[]): Round => ({
  ...round,
  eventIds: [...round.eventIds, retag.eventId].slice(-100),
  keys: [...new Set([...round.keys, ...keys])].sort(),
});
