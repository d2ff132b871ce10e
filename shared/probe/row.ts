import type { Outcome, Probed, Tried } from "./model.ts";

/** An attempt that a border did not refuse. */
export type Noted = Pick<Tried, "id" | "resource" | "error"> & { team: string; other: string };

/** A run as the ledger keeps it: what was refused is only counted. */
export interface ProbeRow {
  /** ISO 8601 */
  at: string;
  /** The teams that were asked for; none: all. */
  named: readonly string[];
  borders: number;
  attempts: number;
  crossed: readonly Noted[];
  unknown: readonly Noted[];
  left: readonly string[];
}

export const notedIn = ({ runs }: Pick<Probed, "runs">, outcome: Outcome): readonly Noted[] =>
  runs.flatMap(({ team, other, attempts }) =>
    attempts
      .filter((tried) => tried.outcome === outcome)
      .map(({ id, resource, error }) => ({ team, other, id, resource, error })),
  );

export const rowOf = (probed: Probed, named: readonly string[]): ProbeRow => ({
  ...{ at: probed.at, named, borders: probed.runs.length, left: probed.left },
  attempts: probed.runs.reduce((sum, { attempts }) => sum + attempts.length, 0),
  ...{ crossed: notedIn(probed, "crossed"), unknown: notedIn(probed, "unknown") },
});
