import type { AutomationDocument } from "./document.ts";
import { approval, approve, choose, dryRun, follow, last, order, read, role, who } from "./steps.ts";

export interface RunbookPlace {
  /** ARN of the role that the automation takes; of a template what becomes that. */
  assumeRole: unknown;
  /** ARN of the topic on which approvers are asked: its name has to begin with `Automation`. */
  approvalTopic: unknown;
}

const upTo = "{{ UpTo }}";

export const containDocument = ({ assumeRole, approvalTopic }: RunbookPlace): AutomationDocument => ({
  schemaVersion: "0.3",
  description:
    "Contains a vendor's role: snapshot, revoke older sessions, deny all, close the trust, and what its sessions took and made. Each rung is proven before the next.",
  assumeRole,
  parameters: {
    Role: role,
    UpTo: {
      type: "String",
      description: "(Optional) How far it goes by itself. contract: as the vendor's contract says.",
      allowedValues: ["contract", "sessions", "deny", "trust", "detach", "delete"],
      default: "contract",
    },
    Reason: {
      type: "String",
      description: "(Optional) Why, for the record and for those who are told.",
      // Whatever would end a JSON text is left out.
      allowedPattern: "^[\\w .,:;#()/@+=!?'-]{1,500}$",
      default: "started as a runbook",
    },
    DryRun: dryRun,
    ...approval,
  },
  mainSteps: [
    who,
    choose,
    order("plan", { op: "plan", upTo }),
    last(read("planned", "plan", "rungs")),
    approve(approvalTopic, "Contain the vendor's role {{ Role }} up to {{ UpTo }}? {{ Reason }}"),
    order("begin", { op: "contain", upTo, reason: "{{ Reason }}" }),
    read("begun", "begin", "rungs"),
    follow("rungs"),
    order("result", { op: "status" }),
    last(read("contained", "result", "rungs", ["contained"])),
  ],
  outputs: ["planned.Rungs", "contained.Incident", "contained.Phase", "contained.Why", "contained.Rungs"],
});
