import type { Stir } from "../decide/joined-incident.ts";
import type { Incident } from "../model/incident.ts";
import { secondsBetween } from "../model/time.ts";
import { executionOf } from "./incident-id.ts";
import type { IncidentWorld } from "./world.ts";

/** How an incident's run is reached from outside of it. */
export interface StirEdges extends Pick<IncidentWorld, "now"> {
  /** Begins an execution of this name. Starting it twice starts it once. */
  start: IncidentWorld["start"];
  /** Ends the wait of a run. `closed`: nobody waits there any more. */
  wake(callbackId: string): Promise<"answered" | "closed">;
}

/**
 * Sees to it that a run looks at the incident. What there is to see is in the row by now: a run that holds it reads it at its next
 * step, one that waits is woken, and where there is none, one is started. A run more than needed finds the row held, and leaves.
 */
export const stir = async (incident: Incident, how: Stir, { start, wake, now }: StirEdges): Promise<void> => {
  const { id, role, holder, callback, phase, version } = incident;
  if (how === "rest") return;
  if (callback && (how === "start" || (await wake(callback.id)) === "answered")) return;
  if (holder && secondsBetween(now(), holder.until) > 0) return;
  // Nobody had it yet: every trigger starts the one execution of this name.
  const isFirst = phase === "opened" && holder === undefined;
  const payload = { role, incident: id, ...(isFirst ? {} : { again: version }) };
  await start("contain", executionOf(payload), payload);
};
