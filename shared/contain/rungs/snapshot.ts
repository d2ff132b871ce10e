import type { RungLine, Snapshot, SnapshotPointer } from "../../model/incident.ts";
import type { ManagedPolicy, RoleImage } from "../../model/role-image.ts";
import { evidence as folders } from "../../names.ts";
import { roleNameOf, snapshotOf, writable } from "../ground.ts";
import { undoingActions, withoutOurs } from "../preflight.ts";
import type { Ground, Rung } from "../rung.ts";
import type { IncidentWorld } from "../world.ts";

/** Keeps the role as it is, before anything is written: what a restore puts back. */
export const snapshot: Rung = {
  id: "snapshot",
  does: "Keeps all of the role as it is, with its hash and MAC, where nobody can replace it.",
  // All rungs read the role, and the evidence: `shared/aws/incidents/permissions.ts` says what that needs.
  permissions: { contain: [], restore: [] },
  plan: ({ live, incident }) => {
    if (incident.snapshot !== undefined) return { status: "done", detail: `kept at ${incident.snapshot.key}` };
    return live === undefined
      ? { status: "refused", detail: "there is no such role" }
      : { status: "todo", detail: `keep all of ${live.arn} in the evidence bucket` };
  },
  apply: async (ground, world) => {
    const live = writable(ground);
    // One of an incident before, whose restore was not over: it alone tells what the role was.
    const before = ground.incident.snapshot;
    if (before !== undefined) return { line: lineOf(before, live, ground.at, "kept by an earlier incident") };
    const taken = await take(live, ground, world);
    const pointer = await store(taken, ground, world);
    const line = lineOf(pointer, live, ground.at, `kept: ${parts(taken.image)}`);
    const undoing = undoingActions(taken, world.place);
    const evidence = { ...line.evidence, ...(undoing.length === 0 ? {} : { mayUndo: undoing.join(", ") }) };
    return { line: { ...line, evidence }, changes: { snapshot: pointer, roleId: live.id } };
  },
  verify: async ({ incident }, world) => {
    const kept = await snapshotOf(incident, world);
    if (kept === undefined) return { holds: false, detail: "no snapshot was kept" };
    return kept.image.id === incident.roleId
      ? { holds: true, detail: "read back, hash and MAC are right" }
      : { holds: false, detail: `what lies at ${incident.snapshot?.key} is of another role` };
  },
  undo: async () => "a snapshot stays",
};

const lineOf = (pointer: SnapshotPointer, { id }: RoleImage, at: string, detail: string): RungLine => {
  const { bucket, key, version, sha256 } = pointer;
  return { rung: "snapshot", status: "done", evidence: { detail, at, roleId: id, bucket, key, version, sha256 } };
};

const parts = ({ inline, attached, tags, boundary, profiles }: RoleImage): string =>
  [
    `trust, ${inline.length} inline policies, ${attached.length} attached, ${tags.length} tags`,
    `${boundary === undefined ? "no" : "a"} boundary, ${profiles.length} instance profiles`,
  ].join(", ");

/** Whoever names the role elsewhere is read after the deny: it is long, and nothing waits for it. */
const later = "policies elsewhere that name the role: not read yet";

const take = async (live: RoleImage, { incident, at }: Ground, { roles, place }: IncidentWorld): Promise<Snapshot> => {
  const image = withoutOurs(live);
  const arns = [...image.attached, ...(image.boundary === undefined ? [] : [image.boundary])];
  const read = await Promise.all([...new Set(arns)].map(async (arn) => ({ arn, policy: await roles.managed(arn) })));
  const isForeignBoundary = image.boundary === place.denyBoundary;
  return {
    format: 1,
    incident: incident.id,
    takenAt: at,
    causes: incident.causes,
    image,
    managed: read.flatMap(({ policy }): ManagedPolicy[] => (policy === undefined ? [] : [policy])),
    namedIn: [],
    unread: [
      later,
      ...read.flatMap(({ arn, policy }) => (policy === undefined ? [`${arn}: IAM gave no document`] : [])),
      ...(isForeignBoundary ? ["the boundary before ours: it was there already when this was taken"] : []),
    ],
  };
};

const store = (taken: Snapshot, { incident }: Pick<Ground, "incident">, { evidence }: IncidentWorld) =>
  evidence.put(`${folders.snapshots}${roleNameOf(incident.role)}/${incident.id}.json`, JSON.stringify(taken, null, 2));

/**
 * Adds whoever names the role elsewhere, as a second version of what was kept: everything else of it is the first version's.
 * Undefined: it is there already.
 */
export const withNames = async (ground: Ground, world: IncidentWorld) => {
  const kept = ground.snapshot;
  if (!kept?.unread.includes(later)) return undefined;
  const { found, unread } = await world.namedIn({ arn: kept.image.arn, id: kept.image.id });
  return store(
    { ...kept, namedIn: found, unread: [...kept.unread.filter((one) => one !== later), ...unread] },
    ground,
    world,
  );
};
