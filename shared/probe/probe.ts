import { classify } from "../act/classify.ts";
import { type Attempt, attempts } from "./attempts.ts";
import { count, judge } from "./judge.ts";
import type { Border, Call, Party, Place, Probed, Run, Tried } from "./model.ts";
import { answerOf, clear, lookAgain, type Means, makeReady, type Team } from "./team.ts";

export interface Ground {
  place: Place;
  pairs: readonly (readonly [Party, Party])[];
  means: Means;
  /** In the names of all that this run makes. */
  run: string;
  /** ISO 8601 */
  at: string;
  /** Nothing new is begun any more. */
  isOver(): boolean;
}

/** Every border of `pairs`, tried one call after another. */
export const probe = async ({ place, pairs, means, run, at, isOver }: Ground): Promise<Probed> => {
  let made = 0;
  const fresh = (): string => {
    made += 1;
    return `${run}-${made}`;
  };
  const left: string[] = [];
  const ground = { place, means, fresh, left };
  const teams = new Map<string, Team>();
  const ready = async (party: Party): Promise<Team> => {
    const known = teams.get(party.unit);
    if (known !== undefined) return known;
    const team = await makeReady(party, ground);
    teams.set(party.unit, team);
    return team;
  };
  const runs: Run[] = [];
  for (const [self, other] of pairs) {
    if (isOver()) runs.push(unasked(self, other, place));
    else runs.push(await tryBorder({ self: await ready(self), other: await ready(other) }, ground));
  }
  for (const team of teams.values()) await clear(team, ground);
  const controls = [...teams.values()].flatMap(({ proven }) => proven);
  const counts = { crossed: count({ runs }, "crossed"), unknown: count({ runs }, "unknown") };
  return { at, runs, controls, left, ...counts };
};

const unasked = (self: Party, other: Party, place: Place): Run => {
  const nothing = { decoy: "", object: "", profile: undefined };
  const border = { self: { ...self, ...nothing }, other: { ...other, ...nothing }, place, fresh: "" };
  const tried = askedAt(border).map((attempt) => ({
    ...{ id: attempt.id, action: attempt.action, resource: attempt.resource(border) },
    ...{ outcome: "unknown" as const, error: "the run's time was up" },
  }));
  return { team: self.unit, other: other.unit, attempts: tried };
};

const askedAt = (border: Border): readonly Attempt[] => attempts.filter(({ when }) => when?.(border) ?? true);

interface Teams {
  self: Team;
  other: Team;
}
type Running = Parameters<typeof makeReady>[1];

const tryBorder = async (teams: Teams, ground: Running): Promise<Run> => {
  const tried: Tried[] = [];
  const border = { self: teams.self.side, other: teams.other.side, place: ground.place, fresh: "" };
  for (const attempt of askedAt(border)) tried.push(await tryOne(attempt, teams, ground));
  return { team: teams.self.side.unit, other: teams.other.side.unit, attempts: tried };
};

const tryOne = async (attempt: Attempt, { self, other }: Teams, ground: Running): Promise<Tried> => {
  const { place, means, fresh } = ground;
  const border: Border = { self: self.side, other: other.side, place, fresh: fresh() };
  const said = { id: attempt.id, action: attempt.action, resource: attempt.resource(border) };
  const missing = missingFor(attempt, { self, other });
  const send = attempt.by === "warden" ? means.warden : self.send;
  const judged = judge(await answerOf(send, attempt.call(border)));
  // What works is crossed, whatever else does not.
  if (judged.outcome !== "crossed")
    return { ...said, ...(missing === undefined ? judged : { outcome: "unknown", error: missing }) };
  const error = await undo(attempt.undo?.(border) ?? [], { self, other });
  if (error !== null) ground.left.push(`${said.resource}, after ${attempt.id} by ${self.side.unit}: ${error}`);
  await lookAgain(other, ground);
  return { ...said, outcome: "crossed", error };
};

const missingFor = ({ needs }: Attempt, { self, other }: Teams): string | undefined =>
  [
    ...(["session", ...needs.self] as const).map((need) => self.missing.get(need)),
    ...needs.other.map((need) => other.missing.get(need)),
  ].find((reason) => reason !== undefined);

/** The first that works is enough. */
const undo = async (ways: readonly { by: "self" | "other"; call: Call }[], teams: Teams): Promise<string | null> => {
  let last: string | null = null;
  for (const { by, call } of ways) {
    const answer = await answerOf(teams[by].send, call);
    if (answer.worked) return null;
    last = `not undone: ${classify(answer.error).reason}`;
  }
  return last;
};
