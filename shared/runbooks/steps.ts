import type { IncidentPhase } from "../model/incident.ts";
import type { IncidentOrder } from "../model/incident-order.ts";
import { names } from "../names.ts";
import type { Output, Parameter, Step } from "./document.ts";
import { readReply } from "./read-reply.ts";

/** Values come from the document's parameters, as `{{ Name }}`. */
type Order = { op: IncidentOrder["op"] } & Readonly<Partial<Record<keyof IncidentOrder, string>>>;

/** One order to the dispatcher, by whoever started the automation. */
export const order = (name: string, { op, ...more }: Order): Step => ({
  name,
  action: "aws:invokeLambdaFunction",
  maxAttempts: 3,
  timeoutSeconds: 60,
  onFailure: "Abort",
  inputs: {
    FunctionName: names.functions.dispatchIncidents,
    InputPayload: { op, role: "{{ Role }}", by: "{{ who.ExecutedBy }}", type: "runbook", ...more },
  },
});

const told: readonly Output[] = [
  { Name: "Incident", Selector: "$.Payload.Incident", Type: "String" },
  { Name: "Phase", Selector: "$.Payload.Phase", Type: "String" },
  { Name: "Why", Selector: "$.Payload.Why", Type: "String" },
  { Name: "IsMoving", Selector: "$.Payload.IsMoving", Type: "Boolean" },
  { Name: "Rungs", Selector: "$.Payload.Rungs", Type: "StringList" },
];

type Way = "rungs" | "restoreRungs";

/** Reads the reply of a step. `goal`: the phases that are no failure; none: all. */
export const read = (name: string, of: string, way: Way, goal: readonly IncidentPhase[] = []): Step => ({
  name,
  action: "aws:executeScript",
  timeoutSeconds: 60,
  onFailure: "Abort",
  inputs: {
    Runtime: "python3.11",
    Handler: "read",
    InputPayload: { answer: `{{ ${of}.Payload }}`, way, goal },
    Script: readReply,
  },
  outputs: told,
});

/** The last of its branch. */
export const last = (step: Step): Step => ({ ...step, isEnd: true });

/** The ARN of the person who started the automation: the dispatcher counts people by it. */
export const who: Step = {
  name: "who",
  description: "Who started this automation",
  action: "aws:executeAwsApi",
  maxAttempts: 3,
  onFailure: "Abort",
  inputs: { Service: "ssm", Api: "GetAutomationExecution", AutomationExecutionId: "{{ automation:EXECUTION_ID }}" },
  outputs: [{ Name: "ExecutedBy", Selector: "$.AutomationExecution.ExecutedBy", Type: "String" }],
};

/** Seven days is the service's own limit where none is given: nobody wants a containment of last week. */
const oneDay = 86_400;

export const approve = (topic: unknown, message: string): Step => ({
  name: "approve",
  action: "aws:approve",
  timeoutSeconds: oneDay,
  onFailure: "Abort",
  inputs: {
    NotificationArn: topic,
    Message: message,
    MinRequiredApprovals: "{{ MinRequiredApprovals }}",
    Approvers: "{{ Approvers }}",
  },
});

/** Dry run, else approval where it is asked for, else at once. */
export const choose: Step = {
  name: "choose",
  action: "aws:branch",
  inputs: {
    Choices: [
      { Variable: "{{ DryRun }}", BooleanEquals: true, NextStep: "plan" },
      { Variable: "{{ MinRequiredApprovals }}", NumericGreater: 0, NextStep: "approve" },
    ],
    Default: "begin",
  },
};

/** At most 100 rounds are allowed: about a quarter of an hour. What is still moving then is told as it is, and runs on. */
export const follow = (way: Way): Step => ({
  name: "follow",
  action: "aws:loop",
  inputs: {
    Steps: [
      { name: "pause", action: "aws:sleep", inputs: { Duration: "PT5S" } },
      order("look", { op: "status" }),
      read("seen", "look", way),
    ],
    LoopCondition: { Variable: "{{ seen.IsMoving }}", BooleanEquals: true },
    MaxIterations: 100,
  },
});

export const role: Parameter = {
  type: "AWS::IAM::Role::Arn",
  description: "(Required) The vendor's role: registered, or discovered by the audit.",
};

export const approval: Readonly<Record<"MinRequiredApprovals" | "Approvers", Parameter>> = {
  MinRequiredApprovals: {
    type: "Integer",
    description: "(Optional) How many of the approvers must agree before anything is done. 0: nobody is asked.",
    default: 0,
  },
  Approvers: {
    type: "StringList",
    description: "(Optional) Who may agree: names or ARNs of IAM users, ARNs of roles. At most ten.",
    default: [],
  },
};

export const dryRun: Parameter = {
  type: "Boolean",
  description: "(Optional) Tells what would be done, and does nothing.",
  default: false,
};
