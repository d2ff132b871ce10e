import { ownArn } from "../../model/function-definition.ts";
import { roleNameOf, roleOf, writable } from "../ground.ts";
import { isOurPolicy } from "../policies.ts";
import type { Rung } from "../rung.ts";

/** Detaches the managed policies: the role has nothing to give any more, whatever becomes of the deny. Needs approval. */
export const detach: Rung = {
  id: "detach",
  does: "Detaches all managed policies but ours; the snapshot names them.",
  permissions: {
    contain: [
      {
        actions: ["iam:DetachRolePolicy"],
        resources: [ownArn("iam", "", "role/*")],
        why: "Takes the managed policies from the role, when an approver or the contract says so.",
      },
    ],
    restore: [],
  },
  plan: ({ live, incident }) => {
    if (live === undefined) return { status: "refused", detail: "there is no such role" };
    const others = live.attached.filter((arn) => !isOurPolicy(arn));
    if (others.length === 0) return { status: "done", detail: "no managed policy is attached but ours" };
    return incident.snapshot === undefined
      ? { status: "refused", detail: "no snapshot was kept: they could not be put back" }
      : { status: "todo", detail: `detach ${others.join(", ")}` };
  },
  apply: async (ground, { roles }) => {
    const live = writable(ground);
    const { snapshot } = ground;
    if (snapshot === undefined) throw new Error("the snapshot could not be read: nothing is detached");
    let { at } = ground;
    for (const arn of live.attached.filter((one) => !isOurPolicy(one))) at = await roles.detach(live.name, arn);
    const { attached } = snapshot.image;
    const detail = attached.length === 0 ? "no managed policy was attached" : `detached: ${attached.join(", ")}`;
    return { line: { rung: "detach", status: "done", evidence: { detail, at } } };
  },
  verify: async (ground) => {
    const seen = roleOf(ground);
    if ("unknown" in seen) return seen.unknown;
    const others = seen.live.attached.filter((arn) => !isOurPolicy(arn));
    return others.length === 0
      ? { holds: true, detail: "read back: no managed policy is attached but ours" }
      : { holds: false, detail: `still attached: ${others.join(", ")}` };
  },
  undo: async ({ live, snapshot, incident }, { roles }) => {
    if (live === undefined || snapshot === undefined) return "there is no role, or no snapshot of it";
    const missing = snapshot.image.attached.filter((arn) => !live.attached.includes(arn));
    for (const arn of missing) await roles.attach(roleNameOf(incident.role), arn);
    return missing.length === 0 ? "all are attached" : `attached again: ${missing.join(", ")}`;
  },
};
