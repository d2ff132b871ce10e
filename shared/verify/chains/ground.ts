import type { StatementRef } from "../../policy/model.ts";
import { isPossible } from "../decisions.ts";
import type { Estate } from "../model.ts";
import { judge } from "./judge.ts";
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
  const index = indexOf(all);
  const answers = new Map<Grounded, Map<string, ReturnType<Ground["tried"]>>>();
  return {
    next: (node, depth) => [...among(all, index, node)].filter((each) => isUseful(each, node, depth, index)),
    tried: (grounded, facts) => {
      const known = answers.get(grounded) ?? new Map<string, ReturnType<Ground["tried"]>>();
      answers.set(grounded, known);
      const state = JSON.stringify([...grounded.uses].map((slot) => facts.get(slot) ?? ""));
      if (!known.has(state)) known.set(state, allowedBy(estate, grounded.attempt, facts));
      return known.get(state);
    },
  };
};

/** Every action that some try is about. */
export const actionsTried = (estate: Estate): ReadonlySet<string> => {
  const world = worldOf(estate);
  const calls = moves.flatMap((move) => move(world)).flatMap((attempt) => attempt.calls);
  return new Set(
    calls.flatMap(({ action, asks }) => [action, ...asks.flatMap((ask) => ("decision" in ask ? [] : [ask.action]))]),
  );
};

/** Large accounts have tens of thousands of tries, and few of them have to do with what was changed last. */
interface Index {
  users: ReadonlyMap<Slot, readonly Grounded[]>;
  makers: ReadonlyMap<Slot, readonly Grounded[]>;
  /** What is used together with it, itself included. */
  partners: ReadonlyMap<Slot, ReadonlySet<Slot>>;
}

const indexOf = (all: readonly Grounded[]): Index => {
  const users = Map.groupBy(
    all.flatMap((each) => [...each.uses].map((slot) => ({ slot, each }))),
    ({ slot }) => slot,
  );
  const makers = Map.groupBy(all, ({ attempt }) => attempt.makes?.slot ?? "");
  const byUse = new Map([...users].map(([slot, found]) => [slot, found.map(({ each }) => each)]));
  const partners = new Map([...byUse].map(([slot, found]) => [slot, new Set(found.flatMap(({ uses }) => [...uses]))]));
  return { users: byUse, makers, partners };
};

const among = (all: readonly Grounded[], { users, makers, partners }: Index, { pending: [slot] }: Node) => {
  if (slot === undefined) return all;
  const together = [...(partners.get(slot) ?? [])].flatMap((other) => makers.get(other) ?? []);
  return new Set([...(users.get(slot) ?? []), ...together]);
};

const usesOf = ({ calls, needs }: Try): ReadonlySet<Slot> =>
  new Set([
    ...Object.keys(needs),
    ...calls.flatMap(({ asks }) =>
      asks.flatMap((ask) => ("decision" in ask ? [] : [slots.tags(ask.on), slots.tags(ask.by.role)])),
    ),
  ]);

/** Its needs are met, and everything that was changed before is of use to it, or to one that also needs what it changes. */
const isUseful = ({ attempt, uses }: Grounded, node: Node, depth: number, { partners }: Index): boolean => {
  const { calls, end, makes, needs } = attempt;
  const cost = node.cost + calls.length;
  const left = node.pending.filter((slot) => !uses.has(slot));
  if (end !== undefined ? left.length > 0 || cost > depth : makes === undefined || cost >= depth) return false;
  if (left.some((slot) => !partners.get(slot)?.has(makes?.slot ?? ""))) return false;
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
