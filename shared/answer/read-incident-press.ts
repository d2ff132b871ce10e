import { incidentIdOf, isIncidentId } from "../contain/incident-id.ts";
import { PoisonRecord } from "../model/errors.ts";
import { type IncidentChoice, incidentChoices, type RungId, rungIds } from "../model/incident.ts";
import { actionOf, bounded, fieldText, type Pressed, pressedOf } from "./press-fields.ts";

/** One press of a button of an incident. */
export interface IncidentPress extends Pressed {
  incident: string;
  /** ARN. */
  role: string;
  choice: IncidentChoice;
  /** Of `go-on`. */
  of?: "begin" | RungId;
}

const roleForm = /^arn:[a-z0-9-]{1,32}:iam::\d{12}:role\/[\w+=,.@/-]{1,600}$/;
const approvable = ["begin", ...rungIds] as const;

/**
 * Reads a message of the queue; undefined for a press that is about something else. The id is made of the role, so that a button
 * cannot name one incident and mean another role's. Throws `PoisonRecord` naming the field.
 */
export const readIncidentPress = (message: unknown): IncidentPress | undefined => {
  const { action } = actionOf(message);
  const choice = incidentChoices.find((one) => one === action.action_id);
  if (choice === undefined) return undefined;
  const [, named = ""] = fieldText(action, "block_id", /^incident:[\w-]{1,64}:\d{1,3}$/).split(":");
  const [incident = "", role = "", next, ...further] = bounded(action.value, "value").split("|");
  const number = Number(incident.slice(incident.lastIndexOf("-") + 1));
  const isThat = incident === named && isIncidentId(incident) && roleForm.test(role);
  if (!isThat || incident !== incidentIdOf(role, number) || further.length > 0)
    throw new PoisonRecord("value: expected <incident>|<role> of its block_id");
  const of = approvable.find((one) => one === next);
  if ((next !== undefined && of === undefined) || (of !== undefined && choice !== "go-on"))
    throw new PoisonRecord("value: expected a rung behind go-on, and nothing behind the others");
  return { ...pressedOf(message), incident, role, choice, ...(of === undefined ? {} : { of }) };
};
