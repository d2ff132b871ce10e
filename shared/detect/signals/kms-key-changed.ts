import { textAt } from "../../normalise/fields.ts";
import { actSignal } from "./support/act-signal.ts";
import { operationOf, shown } from "./support/acts.ts";
import { operations } from "./support/operations.ts";
import { insideOf, outsidersIn } from "./support/outsiders.ts";
import { writtenPolicies } from "./support/written-policies.ts";

export const kmsKeyChanged = actSignal({
  id: "kms-key-changed",
  severity: "high",
  why: "Who may give a key away can read what it protects; a key that is disabled or deleted makes everything under it unreadable.",
  blind: "A key held outside AWS. Grants that a service makes for the vendor's own work are left out.",
  falsePositives:
    "Rotation by a vendor of key management: declare kms among its services. An account outside is never covered.",
  attack: ["T1485", "T1548.005", "T1486", "T1490"],
  needs: "management",
  operations: operations({
    critical: { kms: ["ScheduleKeyDeletion", "DeleteImportedKeyMaterial", "DisableKey"] },
    high: {
      kms: [
        "PutKeyPolicy",
        "CreateGrant",
        "ReplicateKey",
        "UpdatePrimaryRegion",
        "DeleteCustomKeyStore",
        "DisconnectCustomKeyStore",
        "ImportKeyMaterial",
        "UpdateAlias",
        "DeleteAlias",
        "DisableKeyRotation",
      ],
    },
    medium: { kms: ["CreateKey"] },
  }),
  look(seen) {
    const { act } = seen;
    if (operationOf(act) === "CreateGrant" && act.principal.invokedBy !== undefined) return undefined;
    const [, account] = /^arn:[^:]*:(?:iam|sts)::(\d{12}):/.exec(textAt(act.request, "granteePrincipal") ?? "") ?? [];
    const inside = insideOf(seen);
    const outsiders = [
      ...writtenPolicies(act, "resource").flatMap((policy) => outsidersIn(policy, inside)),
      ...(account === undefined || inside.has(account) ? [] : [account]),
    ];
    // To an own principal that is named: as every encrypted disk and table needs one.
    return outsiders.length === 0
      ? { everyday: operationOf(act) === "CreateGrant" && account !== undefined }
      : {
          covered: false,
          severity: "critical",
          note: `it admits ${outsiders
            .slice(0, 5)
            .map((one) => shown(one))
            .join(", ")}`,
        };
  },
});
