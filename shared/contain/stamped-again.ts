import type { Incident, RungLine } from "../model/incident.ts";
import { lineOf } from "./ground.ts";
import { marked } from "./marked.ts";
import { change, type Held } from "./run.ts";
import { tell } from "./tell.ts";

/** The line with how often older sessions were denied by now. */
export const counted = (seen: Incident, line: RungLine): RungLine => {
  const before: RungLine["evidence"] | undefined = lineOf(seen, "sessions")?.evidence;
  const times = before?.times ?? "1";
  const next = before?.at === undefined || before.at === line.evidence.at ? times : String(Number(times) + 1);
  return next === "1" ? line : { ...line, evidence: { ...line.evidence, times: next } };
};

/**
 * Older sessions were denied once more, for one that came after the last cut: the signals know the new cut, and people are told in the
 * write that records it. Who comes back without end does not fill people's mail: one notice in ten minutes, and the row has the count.
 */
export const sayStampedAgain = async (
  run: Held,
  seen: Incident,
  { evidence: { at = "", times } }: RungLine,
  told: (row: Incident) => Incident,
): Promise<Incident> => {
  const cut = { ...seen, cutAt: at };
  if (seen.containedAt !== undefined) await run.world.markContained(seen.role, marked(cut, seen.containedAt));
  // What is not proven to be contained is told of when that is known.
  if (seen.phase !== "contained") return change(run, told, seen);
  const waits = lineOf(seen, "deny")?.status === "waiting";
  return tell(
    run,
    seen,
    {
      type: "vendor-contained",
      which: `again ${at.slice(0, "2026-11-22T10:0".length)}`,
      detail: `A session from after the cut went on: ${seen.abused?.why}. Sessions from before ${at} by IAM's clock are denied now (time ${times}); new ones can still act.`,
      choices: [...(waits ? (["go-on"] as const) : []), "restore"],
      ...(waits ? { next: "deny" as const } : {}),
    },
    told,
  );
};
