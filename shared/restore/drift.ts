import type { Incident } from "../model/incident.ts";
import type { RoleImage } from "../model/role-image.ts";
import { type Difference, differences } from "./differences.ts";
import { asIfUndone, type Undone, withoutStamps } from "./ours.ts";

/** What somebody else changed of the role since the snapshot; empty: it is the snapshot and our own changes. */
export const driftOf = (
  snapshot: RoleImage,
  live: RoleImage,
  { place, incident }: DriftAround,
): readonly Difference[] =>
  differences(
    withoutStamps(snapshot),
    asIfUndone(snapshot, live, { place, detached: wasDetached(incident) }),
    // Whether the id may be another one is asked before, and never forgiven.
    { recreated: true },
  );

export interface DriftAround {
  place: Undone["place"];
  incident: Pick<Incident, "rungs">;
}

/** Begun is enough: one that was cut off has no line of its own, but the rungs before and after tell that it was climbed. */
const wasDetached = ({ rungs }: DriftAround["incident"]): boolean =>
  rungs.some(
    ({ rung, status }) => (rung === "detach" || rung === "delete") && (status === "done" || status === "failed"),
  );
