import type { Incident, IncidentPhase } from "../model/incident.ts";
import type { IncidentStore } from "../record/incidents.ts";
import { type StirEdges, stir } from "./stir.ts";
import { whileStale } from "./while-stale.ts";
import type { IncidentMetric } from "./world.ts";

/** One act that undid a containment, or that should not have succeeded. */
export type Disturbance = Incident["disturbed"][number];

export interface DisturbEdges extends StirEdges {
  incidents: Pick<IncidentStore, "current" | "save">;
  count(metric: IncidentMetric): void;
}

/** The newest: they come twice a second where a tool undoes what we do. */
const most = 20;
/** What a containment is still answerable for. A failed one too: what of it stands is to stand. */
const guarded: readonly IncidentPhase[] = ["containing", "contained", "failed"];

/**
 * Writes into the role's incident that it was disturbed, and has its run look: one that waits is woken, and where the hour of the
 * guard is over another run is started, which applies again what is gone. Undefined: the role is not contained by us. Throws what
 * the edges throw; the next delivery does the same once more.
 */
export const disturb = async (
  role: string,
  acts: readonly Disturbance[],
  edges: DisturbEdges,
): Promise<Incident | undefined> => {
  const found = await whileStale(async () => {
    const there = await edges.incidents.current(role);
    if (there === undefined || there.replacedBy || !guarded.includes(there.phase)) return undefined;
    const row = withActs(there, acts);
    if (row !== there) await edges.incidents.save(row);
    return { row, isNews: row !== there };
  });
  if (found === undefined) return undefined;
  if (found.isNews && found.row.exercise === undefined) edges.count("ContainmentDisturbed");
  await stir(found.row, "wake", edges);
  return found.row;
};

/** The same row where it has them all: a record comes more than once. */
const withActs = (there: Incident, acts: readonly Disturbance[]): Incident => {
  const known = new Set(there.disturbed.map(({ at, what }) => `${at} ${what}`));
  const news = acts.filter(({ at, what }) => !known.has(`${at} ${what}`));
  if (news.length === 0) return there;
  return { ...there, disturbed: [...there.disturbed, ...news].slice(-most), version: there.version + 1 };
};
