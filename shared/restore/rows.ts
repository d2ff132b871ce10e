import type { Incident, RungId, RungLine } from "../model/incident.ts";

/** The row with this line of the restore: in the place of the rung's last one, or as the newest. */
export const withLine = (row: Incident, line: RungLine, changes: Partial<Incident> = {}): Incident => {
  const lines = row.restoreRungs ?? [];
  const restoreRungs = lines.some(({ rung }) => rung === line.rung)
    ? lines.map((each) => (each.rung === line.rung ? line : each))
    : [...lines, line];
  return { ...row, ...changes, restoreRungs };
};

export const lineOf = (
  rung: RungId,
  status: RungLine["status"],
  detail: string,
  facts: Readonly<Record<string, string>> = {},
): RungLine => ({ rung, status, evidence: { detail, ...facts } });

export const restoreLine = ({ restoreRungs }: Pick<Incident, "restoreRungs">, rung: RungId): RungLine | undefined =>
  restoreRungs?.find((line) => line.rung === rung);

/** `{row}` with the phase it had before anybody asked for a restore: what was proven stays proven. */
export const phaseBefore = ({ containedAt, rungs }: Incident): Incident["phase"] =>
  containedAt !== undefined ? "contained" : rungs.length > 0 ? "failed" : "held";
