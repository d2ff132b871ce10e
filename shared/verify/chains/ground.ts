import type { StatementRef } from "../../policy/model.ts";
import type { Estate } from "../model.ts";
import { isPossible, judge } from "./judge.ts";
import { type Facts, type Slot, slots, type Try } from "./model.ts";
import { moves } from "./moves/index.ts";
import type { Node } from "./node.ts";
import { worldOf } from "./world.ts";

/** A try, and what it depends on. */
export interface Grounded {
  attempt: Try;
  uses: ReadonlySet<Slot>;
}

export interface Ground {
  /** What is worth trying next. */
  next: (node: Node, depth: number) => readonly Grounded[];
  /** What allowed each call; undefined: it is denied. Asked once for all states in which nothing differs that it depends on. */
  tried: (grounded: Grounded, facts: Facts) => readonly (StatementRef | undefined)[] | undefined;
}

/** Everything that could be tried in an estate, whether the policies allow it or not. */
export const groundOf = (estate: Estate): Ground => {
  const world = worldOf(estate);
  const all = moves.flatMap((move) => move(world)).map((attempt): Grounded => ({ attempt, uses: usesOf(attempt) }));
  const pairs = new Set(all.flatMap(({ uses }) => pairsOf([...uses])));
  const answers = new Map<Grounded, Map<string, ReturnType<Ground["tried"]>>>();
  return {
    next: (node, depth) => all.filter((each) => isUseful(each, node, depth, pairs)),
    tried: (grounded, facts) => {
      const known = answers.get(grounded) ?? new Map<string, ReturnType<Ground["tried"]>>();
      answers.set(grounded, known);
      const state = JSON.stringify([...grounded.uses].map((slot) => facts.get(slot) ?? ""));
      if (!known.has(state)) known.set(state, allowedBy(estate, grounded.attempt, facts));
      return known.get(state);
    },
  };
};

const usesOf = ({ calls, needs }: Try): ReadonlySet<Slot> =>
  new Set([
    ...Object.keys(needs),
    ...calls.flatMap(({ asks }) =>
      asks.flatMap((ask) => ("decision" in ask ? [] : [slots.tags(ask.on), slots.tags(ask.by.role)])),
    ),
  ]);

const pairsOf = (all: readonly Slot[]): readonly string[] =>
  all.flatMap((one) => all.flatMap((other) => (one === other ? [] : [pair(one, other)])));

const pair = (one: Slot, other: Slot): string => `${one}\n${other}`;

/** Its needs are met, and everything that was changed before is of use to it, or to one that also needs what it changes. */
const isUseful = ({ attempt, uses }: Grounded, node: Node, depth: number, pairs: ReadonlySet<string>): boolean => {
  const { calls, end, makes, needs } = attempt;
  const cost = node.cost + calls.length;
  const left = node.pending.filter((slot) => !uses.has(slot));
  if (end !== undefined ? left.length > 0 || cost > depth : makes === undefined || cost >= depth) return false;
  if (left.some((slot) => slot !== makes?.slot && !pairs.has(pair(slot, makes?.slot ?? "")))) return false;
  return Object.entries(needs).every(([slot, value]) => node.facts.get(slot) === value);
};

const allowedBy = (estate: Estate, { calls }: Try, facts: Facts): ReturnType<Ground["tried"]> => {
  const statements: (StatementRef | undefined)[] = [];
  for (const { asks } of calls) {
    const [first, ...others] = asks;
    const decision = judge(estate, first, facts);
    if (!isPossible(decision) || !others.every((ask) => isPossible(judge(estate, ask, facts)))) return undefined;
    statements.push(decision.statement);
  }
  return statements;
};
