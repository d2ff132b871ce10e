import type { RunbookPlace } from "./contain.ts";
import type { AutomationDocument, Parameter } from "./document.ts";
import { approval, approve, choose, dryRun, follow, last, order, read, role, who } from "./steps.ts";

const unless = (description: string): Parameter => ({ type: "Boolean", description, default: false });

export const restoreDocument = ({ assumeRole, approvalTopic }: RunbookPlace): AutomationDocument => ({
  schemaVersion: "0.3",
  description:
    "Puts a contained vendor's role back as its snapshot has it. Sessions from before the restore stay dead; what came outside the contract is held back.",
  assumeRole,
  parameters: {
    Role: role,
    All: unless("(Optional) Also what came outside the contract since the last clean audit."),
    AcceptDrift: unless("(Optional) Also when somebody has changed the role since it was contained."),
    DryRun: { ...dryRun, description: "(Optional) Tells how far the containment is, and restores nothing." },
    ...approval,
  },
  mainSteps: [
    who,
    choose,
    order("plan", { op: "status" }),
    last(read("planned", "plan", "rungs")),
    approve(approvalTopic, "Restore the vendor's role {{ Role }} as its snapshot has it?"),
    order("begin", { op: "restore", all: "{{ All }}", acceptDrift: "{{ AcceptDrift }}" }),
    read("begun", "begin", "restoreRungs"),
    follow("restoreRungs"),
    order("result", { op: "status" }),
    last(read("restored", "result", "restoreRungs", ["restored", "closed"])),
  ],
  outputs: ["planned.Rungs", "restored.Incident", "restored.Phase", "restored.Why", "restored.Rungs"],
});
