import type { Incident, RungId, RungLine, Snapshot } from "../model/incident.ts";
import type { RoleImage } from "../model/role-image.ts";
import { contractsOf } from "../vendors/contract.ts";
import type { Ground, Verified } from "./rung.ts";
import type { IncidentWorld } from "./world.ts";

/** The role's name: IAM's calls go by it. */
export const roleNameOf = (arn: string): string => arn.slice(arn.lastIndexOf("/") + 1);

/** Reads the role now. `withSnapshot`: for the rungs that take something away. */
export const groundOf = async (
  world: IncidentWorld,
  incident: Incident,
  { withSnapshot = false }: { withSnapshot?: boolean } = {},
): Promise<Ground> => {
  const { place, settings } = world;
  const [{ value: live, at }, snapshot] = await Promise.all([
    world.roles.read(roleNameOf(incident.role)),
    withSnapshot ? snapshotOf(incident, world) : undefined,
  ]);
  const contract = contractsOf(settings, place).find(({ vendor }) => vendor === incident.vendor);
  return { incident, contract, snapshot, live, at };
};

/** As it was taken; throws where it cannot be read, or is not what was taken. */
export const snapshotOf = async (
  { snapshot }: Pick<Incident, "snapshot">,
  { evidence }: Pick<IncidentWorld, "evidence">,
): Promise<Snapshot | undefined> =>
  snapshot === undefined ? undefined : (JSON.parse(await evidence.get(snapshot)) as Snapshot);

export const lineOf = ({ rungs }: Pick<Incident, "rungs">, rung: RungId): RungLine | undefined =>
  rungs.find((line) => line.rung === rung);

export const isDone = (incident: Pick<Incident, "rungs">, rung: RungId): boolean =>
  lineOf(incident, rung)?.status === "done";

/**
 * The role that took the name of the incident's. No old answer: that would show the former one.
 */
export const replacedBy = ({ live, incident }: Pick<Ground, "live" | "incident">): Incident["replacedBy"] =>
  live === undefined || incident.roleId === undefined || live.id === incident.roleId
    ? undefined
    : { id: live.id, createdAt: live.createdAt };

/** The role that the incident is about, or why nothing can be said of it. A read may be older than the role's last change. */
export const roleOf = ({ live, incident }: Ground): { live: RoleImage } | { unknown: Verified } => {
  if (live === undefined) return { unknown: { holds: "unknown", detail: "IAM knows no such role" } };
  if (replacedBy({ live, incident })) {
    const detail = `the role was deleted and made again: it is ${live.id}, and the incident is about ${incident.roleId}`;
    return { unknown: { holds: false, detail } };
  }
  return { live };
};

/** The role that a write is for. Throws where it is not there, or is another one of its name. */
export const writable = (ground: Ground): RoleImage => {
  const seen = roleOf(ground);
  if ("live" in seen) return seen.live;
  throw new NotThatRole(seen.unknown.detail);
};

/** There is nothing to write to. What would be written to another role of the name is somebody else's. */
export class NotThatRole extends Error {
  override name = "NotThatRole";
}
