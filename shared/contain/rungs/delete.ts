import { ownArn } from "../../model/function-definition.ts";
import { isDone, roleNameOf, writable } from "../ground.ts";
import type { Rung } from "../rung.ts";

/** Deletes the role. The last rung: policies elsewhere that name it break, and a role made again has another id. Needs approval. */
export const deletion: Rung = {
  id: "delete",
  does: "Deletes the role; a restore makes one with another id, which policies elsewhere do not know.",
  permissions: {
    contain: [
      {
        actions: ["iam:RemoveRoleFromInstanceProfile", "iam:DeleteRolePolicy", "iam:DeleteRole"],
        resources: [ownArn("iam", "", "role/*"), ownArn("iam", "", "instance-profile/*")],
        why: "Deletes the role, when an approver or the contract says so: IAM wants it empty first.",
      },
    ],
    restore: [],
  },
  plan: ({ live, incident }) => {
    // IAM wants the role empty, without our deny too: until it is gone, the boundary denies.
    const isReady =
      incident.snapshot !== undefined &&
      (["trust", "boundary", "detach"] as const).every((rung) => isDone(incident, rung));
    if (live === undefined) {
      return isReady && incident.roleId !== undefined
        ? { status: "done", detail: "it is deleted" }
        : { status: "refused", detail: "there is no such role" };
    }
    return isReady || incident.rungs.length === 0
      ? { status: "todo", detail: `delete ${live.arn} (${live.id})` }
      : { status: "refused", detail: "snapshot, trust, boundary and detach have to be proven before" };
  },
  apply: async (ground, { roles }) => {
    const { snapshot, incident } = ground;
    const done = (at: string) => ({
      line: {
        rung: "delete" as const,
        status: "done" as const,
        evidence: { detail: `${incident.role} is deleted`, at, roleId: incident.roleId ?? "" },
      },
    });
    if (ground.live === undefined) return done(ground.at);
    const live = writable(ground);
    if (snapshot?.image.id !== live.id)
      throw new Error("the snapshot could not be read, or is another role's: nothing is deleted");
    for (const profile of live.profiles) await roles.removeFromProfile(live.name, profile);
    for (const arn of live.attached) await roles.detach(live.name, arn);
    for (const { name } of live.inline) await roles.deleteInline(live.name, name);
    return done(await roles.delete(live.name));
  },
  verify: async ({ live, incident }) => {
    if (live === undefined) return { holds: true, detail: "IAM knows no such role any more" };
    return live.id === incident.roleId
      ? { holds: false, detail: "it is still there" }
      : { holds: false, detail: `somebody made a role of its name again: ${live.id}` };
  },
  undo: async ({ live, snapshot, incident }, { roles }) => {
    if (live !== undefined) return `${roleNameOf(incident.role)} is there`;
    if (snapshot === undefined) return "there is no snapshot";
    await roles.create(snapshot.image);
    return "made again, with another id";
  },
};
