import { containment } from "../../names.ts";
import { roleNameOf, roleOf, writable } from "../ground.ts";
import { proofOf, secondsFrom, undenied } from "../proof.ts";
import type { Rung } from "../rung.ts";

/** Sets the boundary that denies everything: a second lock, in another place than the first. Needs approval. */
export const boundary: Rung = {
  id: "boundary",
  does: "Sets a permissions boundary that denies everything; the one before is in the snapshot.",
  // The rung `deny` may set it, too.
  permissions: { contain: [], restore: [] },
  plan: ({ live, incident }, { denyBoundary }) => {
    if (live === undefined) return { status: "refused", detail: "there is no such role" };
    if (live.boundary === denyBoundary)
      return { status: "done", detail: `${containment.boundary} is its boundary already` };
    return incident.snapshot === undefined
      ? { status: "refused", detail: "no snapshot was kept: its boundary could not be put back" }
      : { status: "todo", detail: `set ${containment.boundary} in place of ${live.boundary ?? "no boundary"}` };
  },
  apply: async (ground, { roles, place }) => {
    const live = writable(ground);
    const isThere = live.boundary === place.denyBoundary;
    const at = isThere ? ground.at : await roles.setBoundary(live.name, place.denyBoundary);
    const before = ground.snapshot?.image.boundary ?? "none";
    return {
      line: {
        rung: "boundary",
        status: "done",
        evidence: { detail: `${containment.boundary} is the boundary`, at, before },
      },
    };
  },
  verify: async (ground, world) => {
    const seen = roleOf(ground);
    if ("unknown" in seen) return seen.unknown;
    if (seen.live.boundary !== world.place.denyBoundary) return { holds: false, detail: "the boundary is another one" };
    const proof = await proofOf(seen.live, world.roles, world.place);
    // By the boundary alone: the role's own policies would deny as well.
    const bare = { ...proof, managed: undefined, live: { ...seen.live, inline: [] } };
    const may = undenied(bare, secondsFrom(ground.at, 3_600));
    return may.length === 0
      ? { holds: true, detail: "read back; the boundary alone denies everything" }
      : { holds: false, detail: `the boundary does not deny ${may.join(", ")}` };
  },
  undo: async ({ live, snapshot, incident }, { roles }) => {
    if (live === undefined || snapshot === undefined) return "there is no role, or no snapshot of it";
    if (live.boundary === snapshot.image.boundary) return "its boundary is the snapshot's already";
    await roles.setBoundary(roleNameOf(incident.role), snapshot.image.boundary);
    return `its boundary is ${snapshot.image.boundary ?? "none"} again`;
  },
};
