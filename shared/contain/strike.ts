import { whyNot } from "../decide/containment-turn.ts";
import { StaleRow } from "../model/errors.ts";
import type { Incident } from "../model/incident.ts";
import { kept, withLine } from "./climb.ts";
import { change, type Held, Replaced } from "./run.ts";
import type { Climbed, Ground, Rung } from "./rung.ts";
import { deny } from "./rungs/deny.ts";
import { sessions } from "./rungs/sessions.ts";
import { snapshot } from "./rungs/snapshot.ts";

/**
 * The first three rungs in the haste that they need: within one step, nothing waited for, nothing read back. What fails here is
 * left to the ladder, which climbs each rung again, and proves it. A snapshot that cannot be kept holds up neither deny: both
 * only add, and the rungs that replace something wait for it.
 */
export const strike = async (run: Held, seen: Incident, ground: Ground): Promise<void> => {
  let row = seen;
  for (const rung of [snapshot, sessions, deny]) {
    if (whyNot(row, rung.id) !== undefined) return;
    const climbed = await tried(run, rung, { ...ground, incident: row });
    if (climbed) row = await change(run, (before) => struck(before, climbed), row);
  }
};

const tried = async ({ world }: Held, rung: Rung, ground: Ground): Promise<Climbed | undefined> => {
  try {
    const { status } = rung.plan(ground, world.place);
    // By its name a managed deny is there; whether it denies, `apply` reads.
    const isForApply = status === "todo" || (status === "done" && rung.id === "deny");
    return isForApply ? await rung.apply(ground, world) : undefined;
  } catch (error) {
    if (error instanceof Replaced || error instanceof StaleRow) throw error;
    return undefined;
  }
};

/** A pointer proves itself; what was written into the role is proven by the ladder. */
const struck = (row: Incident, climbed: Climbed): Incident =>
  climbed.line.rung === "snapshot" ? withLine(kept(row, climbed), climbed.line) : kept(row, climbed);
