import { actSignal } from "./support/act-signal.ts";
import { operations } from "./support/operations.ts";

export const organizationExit = actSignal({
  id: "organization-exit",
  severity: "critical",
  why: "An account that leaves its organisation, or loses its service control policies, loses the limits and the records that the organisation keeps.",
  blind: "Acts in the management account are recorded there, not here.",
  falsePositives: "None that is known for leaving or closing. A vendor that manages organisations: expect the signal.",
  attack: ["T1531", "T1562.001", "T1098"],
  needs: "management",
  operations: operations({
    critical: {
      organizations: [
        "LeaveOrganization",
        "CloseAccount",
        "RemoveAccountFromOrganization",
        "DeleteOrganization",
        "DisablePolicyType",
        "DetachPolicy",
        "DeletePolicy",
      ],
    },
    high: {
      organizations: [
        "UpdatePolicy",
        "MoveAccount",
        "InviteAccountToOrganization",
        "AcceptHandshake",
        "RegisterDelegatedAdministrator",
        "DeregisterDelegatedAdministrator",
        "DisableAWSServiceAccess",
      ],
      account: ["PutAlternateContact", "PutContactInformation", "StartPrimaryEmailUpdate", "EnableRegion"],
    },
  }),
  look: (_seen, gravity) => (gravity === "critical" ? { covered: false } : {}),
});
