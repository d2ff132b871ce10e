import type { Chain, Estate, Step } from "../model.ts";
import { type Ground, type Grounded, groundOf } from "./ground.ts";
import type { Call, Done } from "./model.ts";
import { after, beginning, type Node, stateOf } from "./node.ts";

/**
 * The ways by which somebody of one team gets at what is another's, shortest first: breadth first over all that may be tried.
 * A step that a later one could not even need is not taken, and nothing is built on a chain that has reached its goal. Which
 * ends are found depends on nothing but what is allowed: one permission more never hides one.
 */
export const searchChains = (estate: Estate, { depth }: { depth: number }): readonly Chain[] => {
  const ground = groundOf(estate);
  const search: Search = { seen: new Set(), chains: new Map(), levels: [] };
  search.levels.push(...Array.from({ length: depth + 1 }, () => []));
  search.levels[0]?.push(beginning);
  for (const level of search.levels) {
    for (const node of level) {
      for (const grounded of ground.next(node, depth)) step(search, ground, node, grounded);
    }
  }
  return [...search.chains.values()].toSorted((one, other) => one.steps.length - other.steps.length);
};

interface Search {
  /** States by how many steps they took. */
  levels: Node[][];
  seen: Set<string>;
  /** By their end. */
  chains: Map<string, Chain>;
}

const step = ({ levels, seen, chains }: Search, ground: Ground, node: Node, grounded: Grounded): void => {
  const { attempt, uses } = grounded;
  if (attempt.end !== undefined && chains.has(attempt.end.key)) return;
  const statements = ground.tried(grounded, node.facts);
  if (statements === undefined) return;
  const next = after(node, { attempt, statements }, uses);
  if (attempt.end !== undefined) {
    chains.set(attempt.end.key, { goal: attempt.end.goal, known: attempt.end.known, ...pathOf(next.done) });
    return;
  }
  const state = stateOf(next);
  if (next.facts === node.facts || seen.has(state)) return;
  seen.add(state);
  levels[next.cost]?.push(next);
};

const pathOf = (done: readonly Done[]): Pick<Chain, "steps" | "statements"> => ({
  steps: done.flatMap(({ attempt }) => attempt.calls.map(stepOf)),
  statements: done.flatMap(({ statements }) => statements),
});

const stepOf = ({ principal, action, resource, with: more }: Call): Step => ({
  ...{ principal, action, resource },
  ...(more !== undefined && { with: more }),
});
