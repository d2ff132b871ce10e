import { rungsUpTo } from "#shared/decide/containment-turn.ts";
import { type Incident, type RungId, type RungLine, rungIds } from "#shared/model/incident.ts";
import { plainText } from "#shared/notify/plain-text.ts";
import type { CommonOptions, Io } from "../verb.ts";

/** What is printed of a rung. `role` where several are meant. */
export type ShownLine = RungLine & { role?: string };

const evidenceWidth = 2_000;

/** One JSON line, or one line for people. */
export const showLine = (line: ShownLine, { json }: CommonOptions, io: Pick<Io, "out">): void => {
  if (json) io.out(JSON.stringify(line));
  else io.out(plainText(`${line.status.padEnd(8)}  ${line.rung.padEnd(9)}  ${line.evidence.detail}`, evidenceWidth));
};

const rest = (
  told: ReadonlySet<RungId>,
  of: (rung: RungId) => { status: RungLine["status"]; detail: string },
): RungLine[] =>
  rungIds
    .filter((rung) => !told.has(rung))
    .map((rung) => {
      const { status, detail } = of(rung);
      return { rung, status, evidence: { detail } };
    });

/** Nothing was begun: the first rung says why. */
export const refusedLines = (why: string): readonly RungLine[] =>
  rest(new Set(), (rung) =>
    rung === "snapshot" ? { status: "refused", detail: why } : { status: "skipped", detail: "nothing was begun" },
  );

/** The rungs of which the row says nothing: beyond how far it goes by itself, or not reached. */
export const unclimbedLines = ({ phase, why, upTo }: Incident, told: ReadonlySet<RungId>): readonly RungLine[] => {
  const own = rungsUpTo(upTo);
  return rest(told, (rung) => {
    if (phase === "held") return { status: "waiting", detail: why };
    if (own.includes(rung))
      return { status: phase === "contained" ? "waiting" : "skipped", detail: `not reached: ${why}` };
    return {
      status: phase === "contained" ? "waiting" : "skipped",
      detail: `the containment goes up to ${upTo} by itself; --up-to or an approver takes it further`,
    };
  });
};
