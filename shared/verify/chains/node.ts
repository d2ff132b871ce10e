import type { Done, Facts, Slot } from "./model.ts";

/** Where an attacker may have come, and how. */
export interface Node {
  facts: Facts;
  /** What was changed, and nothing made use of yet. */
  pending: readonly Slot[];
  done: readonly Done[];
  /** Steps so far. */
  cost: number;
}

export const beginning: Node = { facts: new Map(), pending: [], done: [], cost: 0 };

export const after = (node: Node, done: Done, uses: ReadonlySet<Slot>): Node => {
  const { makes, calls } = done.attempt;
  const value = makes?.value(node.facts);
  const isChange = makes !== undefined && value !== undefined && node.facts.get(makes.slot) !== value;
  const left = node.pending.filter((slot) => !uses.has(slot));
  return {
    facts: isChange ? new Map([...node.facts, [makes.slot, value]]) : node.facts,
    pending: isChange ? [...new Set([...left, makes.slot])].toSorted() : left,
    done: [...node.done, done],
    cost: node.cost + calls.length,
  };
};

/** One text for all ways to the same place that have the same left to make use of: what follows from it is the same. */
export const stateOf = ({ facts, pending }: Node): string =>
  JSON.stringify([[...facts].toSorted(([one], [other]) => (one < other ? -1 : 1)), pending]);
