import { ownArn } from "../../model/function-definition.ts";
import { containment } from "../../names.ts";
import { sameDocument } from "../../policy/canonical.ts";
import { roleNameOf, roleOf, writable } from "../ground.ts";
import { closedTrust } from "../policies.ts";
import { stillAdmitted } from "../proof.ts";
import type { Ground, Rung } from "../rung.ts";

const changesTrust = {
  actions: ["iam:UpdateAssumeRolePolicy"],
  resources: [ownArn("iam", "", "role/*")],
};

/** Closes the role: its trust policy lets nobody in any more. Sessions that are there are ended by the rungs before. */
export const trust: Rung = {
  id: "trust",
  does: "Replaces the trust policy by one that lets nobody in.",
  permissions: {
    contain: [{ ...changesTrust, why: "Closes the role's trust." }],
    restore: [{ ...changesTrust, why: "Puts back the trust policy that the snapshot has." }],
  },
  plan: ({ live, incident }) => {
    if (live === undefined) return { status: "refused", detail: "there is no such role" };
    if (sameDocument(live.trust, closedTrust())) return { status: "done", detail: "its trust is closed already" };
    return incident.snapshot === undefined
      ? { status: "refused", detail: "no snapshot was kept: its trust could not be put back" }
      : { status: "todo", detail: `replace its trust by a Deny for everybody (${containment.trustSid})` };
  },
  apply: async (ground, { roles }) => {
    const live = writable(ground);
    const isClosed = sameDocument(live.trust, closedTrust());
    const at = isClosed ? ground.at : await roles.setTrust(live.name, closedTrust());
    return {
      line: {
        rung: "trust",
        status: "done",
        evidence: { detail: "nobody is let in any more", at, sid: containment.trustSid },
      },
    };
  },
  verify: async (ground) => {
    const seen = roleOf(ground);
    if ("unknown" in seen) return seen.unknown;
    if (!sameDocument(seen.live.trust, closedTrust()))
      return { holds: false, detail: "the trust policy is another one than ours" };
    const admitted = stillAdmitted(seen.live, callers(ground));
    return admitted.length === 0
      ? { holds: true, detail: "read back; sts:AssumeRole by the vendor, by others and by our own account is refused" }
      : { holds: false, detail: `it still lets in ${admitted.join(", ")}` };
  },
  undo: async ({ live, snapshot, incident }, { roles }) => {
    if (live === undefined || snapshot === undefined) return "there is no role, or no snapshot of it";
    if (sameDocument(live.trust, snapshot.image.trust)) return "its trust is the snapshot's already";
    await roles.setTrust(roleNameOf(incident.role), snapshot.image.trust);
    return "its trust is the snapshot's again";
  },
};

/** The vendor, a stranger, our own account, a service, providers of identities. */
const callers = ({ contract, incident }: Ground): readonly string[] => {
  const [, partition = "aws", , , own = ""] = incident.role.split(":");
  const accounts = [...(contract?.accounts ?? []), "000000000000", own];
  return [
    ...accounts.flatMap((account) => [
      `arn:${partition}:iam::${account}:root`,
      `arn:${partition}:iam::${account}:role/sagewarden-asks`,
    ]),
    "ec2.amazonaws.com",
    `arn:${partition}:iam::${own}:oidc-provider/token.actions.githubusercontent.com`,
    `arn:${partition}:iam::${own}:saml-provider/sagewarden-asks`,
  ];
};
