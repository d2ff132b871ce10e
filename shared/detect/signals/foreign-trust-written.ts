import { lookSignal } from "./support/act-signal.ts";
import { operationOf, shown } from "./support/acts.ts";
import { insideOf, outsidersIn } from "./support/outsiders.ts";
import { writtenPolicies } from "./support/written-policies.ts";

export const foreignTrustWritten = lookSignal({
  id: "foreign-trust-written",
  severity: "critical",
  why: "A role that trusts another account is a door that stays open after the vendor's role is revoked. Accounts of known vendors are no exception: published attacks used one.",
  blind:
    "A refused call carries no policy: it is told by `permission-raised`. Accounts outside `organization.accounts` count as foreign, whoever owns them.",
  falsePositives: "A vendor that makes roles for the organisation's accounts: name them in `organization.accounts`.",
  attack: ["T1098.003", "T1098", "T1199"],
  needs: "management",
  concerns: (act) => act.service === "iam" && ["CreateRole", "UpdateAssumeRolePolicy"].includes(operationOf(act)),
  look(seen) {
    const outsiders = writtenPolicies(seen.act, "trust").flatMap((policy) => outsidersIn(policy, insideOf(seen)));
    return outsiders.length === 0
      ? undefined
      : {
          covered: false,
          note: `it trusts ${outsiders
            .slice(0, 5)
            .map((one) => shown(one))
            .join(", ")}`,
        };
  },
});
