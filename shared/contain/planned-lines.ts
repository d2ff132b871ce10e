import { whyNot } from "../decide/containment-turn.ts";
import type { Incident, RungLine, Snapshot } from "../model/incident.ts";
import type { Ground, Rung } from "./rung.ts";
import type { Place } from "./world.ts";

/**
 * What each rung would do now, if those before it were done: the dry run. `waiting`: it would be done, at once or when a person says
 * so. Pure; nothing is written.
 */
export const plannedLines = (rungs: readonly Rung[], ground: Ground, place: Place): readonly RungLine[] => {
  let before = withSnapshot(ground);
  return rungs.map((rung) => {
    // The snapshot itself is planned as it is.
    const line = plannedLine(rung, rung.id === "snapshot" ? ground : before, place);
    before = { ...before, incident: climbed(before.incident, rung) };
    return line;
  });
};

const plannedLine = (rung: Rung, ground: Ground, place: Place): RungLine => {
  const { status, detail } = rung.plan(ground, place);
  if (status !== "todo") return { rung: rung.id, status, evidence: { detail } };
  const why = whyNot(ground.incident, rung.id);
  const words = why === undefined ? `would be done: ${detail}` : `would wait: ${why}. Then: ${detail}`;
  return { rung: rung.id, status: "waiting", evidence: { detail: words } };
};

/** As if it were taken of the role as it is now. */
const withSnapshot = (ground: Ground): Ground => {
  const { incident, live, at, snapshot } = ground;
  if (live === undefined || incident.snapshot !== undefined) return ground;
  const nowhere = { bucket: "", key: "", version: "", sha256: "", mac: "" };
  const taken: Snapshot = {
    ...{ format: 1, incident: incident.id, takenAt: at, causes: incident.causes, image: live },
    ...{ managed: [], namedIn: [], unread: [] },
  };
  return { ...ground, snapshot: snapshot ?? taken, incident: { ...incident, snapshot: nowhere, roleId: live.id } };
};

const climbed = (incident: Incident, { id }: Rung): Incident => {
  const isThere = incident.rungs.some(({ rung }) => rung === id);
  if (isThere) return incident;
  return { ...incident, rungs: [...incident.rungs, { rung: id, status: "done", evidence: { detail: "planned" } }] };
};
