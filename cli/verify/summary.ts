import { rowOf } from "#shared/verify/cells/rows.ts";
import { type ActorId, actorIds, type Cell, tagStates } from "#shared/verify/model.ts";
import type { Proof } from "./proof.ts";

/** The matrix in short: who, what class of action, and of each state of the tags how many are allowed of those asked. */
export interface SummaryRow {
  actor: ActorId;
  level: Level;
  shares: readonly Share[];
}

export interface Share {
  state: (typeof states)[number];
  asked: number;
  /** Under `own` of what a team works with, elsewhere of what must be denied. */
  allowed: number;
}

export const states = [...tagStates, "none", "own+guarded", "unrelated"] as const;

const levels = ["Read", "List", "Tagging", "Write", "Create"] as const;
type Level = (typeof levels)[number];

const levelOf = ({ action, requestTags }: Cell): Level => {
  if (requestTags !== undefined) return "Create";
  const { level } = rowOf(action);
  return level === "Permissions management" ? "Write" : level;
};

export const summaryOf = ({ cells, matrix }: Pick<Proof, "cells" | "matrix">): readonly SummaryRow[] => {
  const asked = tally(cells);
  const failed = tally([...matrix.violations, ...matrix.missing].map(({ cell }) => cell));
  const rows = actorIds.flatMap((actor) =>
    levels.map((level) => ({
      ...{ actor, level },
      shares: states.map((state): Share => {
        const key = `${actor} ${level} ${state}`;
        const [all, wrong] = [asked.get(key) ?? 0, failed.get(key) ?? 0];
        return { state, asked: all, allowed: state === "own" ? all - wrong : wrong };
      }),
    })),
  );
  return rows.filter(({ shares }) => shares.some((share) => share.asked > 0));
};

/** Each cell once, at how many borders ever. Of the team's own what it works with, of everything else what must be denied. */
const tally = (all: readonly Cell[]): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const cell of new Set(all)) {
    const state = cell.requestTags ?? cell.resourceTags;
    if (state === undefined || cell.wanted !== (state === "own" ? "allowed" : "denied")) continue;
    const key = `${cell.actor} ${levelOf(cell)} ${state}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
};
