import type { Asked } from "../decide/answer.ts";
import { PoisonRecord } from "../model/errors.ts";
import { type Choice, choices } from "../model/notice.ts";
import { actionOf, bounded, fieldText, type Pressed, pressedOf } from "./press-fields.ts";
import { isObject, type JsonObject } from "./read-payload.ts";

/** One press of a button of a case, as the queue of answers holds it. */
export interface Press extends Pressed {
  caseId: string;
  asked: Asked;
  /** Chosen from a digest's menu, which has no room for a person, a date or a reason, nor asks whether a stop is meant. */
  isBare?: true;
}

/** Slack's limit for a text of `keep-reason`. */
const longestReason = 3_000;
const caseForm = /^[\w-]{1,64}$/;

/**
 * Reads one message of the queue; undefined for a press that asks nothing: a date that was chosen, a link. Slack signed it, and
 * still a wrong one must not choose for us: throws `PoisonRecord` naming the field.
 */
export const readPress = (message: unknown): Press | undefined => {
  const { sent, action } = actionOf(message);
  const said = readChoice(action);
  if (said === undefined) return undefined;
  return {
    ...pressedOf(message),
    caseId: said.caseId,
    asked: said.asked.choice === "keep" ? { ...said.asked, ...inputsOf(sent, said.caseId) } : said.asked,
    ...(said.isBare ? { isBare: said.isBare } : {}),
  };
};

interface Said {
  caseId: string;
  asked: Asked;
  isBare?: true;
}

/** Elements of our messages that ask nothing by themselves. */
const quiet: readonly unknown[] = ["keep-until", "keep-reason"];

const readChoice = (action: JsonObject): Said | undefined => {
  const { action_id: id } = action;
  const isOurs = id === "more" || choices.some((choice) => choice === id);
  if (quiet.includes(id) || !isOurs) return undefined;
  const [, caseId = ""] = fieldText(action, "block_id", /^case:[\w-]{1,64}:\d{1,3}$/).split(":");
  const said = id === "more" ? readMenu(action) : readElement(id as Choice, action, caseId);
  if (said.caseId !== caseId) throw new PoisonRecord("value: expected the case of its block_id");
  return said;
};

const optionOf = (action: JsonObject): string => {
  const value = isObject(action.selected_option) ? action.selected_option.value : undefined;
  return bounded(value, "selected_option.value");
};

/** In a digest: `<choice>|<caseId>`. */
const readMenu = (action: JsonObject): Said => {
  const [choice, caseId = "", ...further] = optionOf(action).split("|");
  const known = choices.find((one) => one === choice);
  if (known === undefined || !caseForm.test(caseId) || further.length > 0)
    throw new PoisonRecord("selected_option.value: expected <choice>|<caseId>");
  const isBare = known === "assign" || known === "keep" || known === "stop";
  return { caseId, asked: { choice: known }, ...(isBare ? { isBare } : {}) };
};

const readElement = (choice: Choice, action: JsonObject, caseId: string): Said => {
  if (choice === "assign") return { caseId, asked: { choice, of: optionOf(action) } };
  const value = bounded(action.value, "value");
  if (choice !== "confirm" && choice !== "reject") return { caseId: value, asked: { choice } };
  const bar = value.indexOf("|");
  if (bar < 0) throw new PoisonRecord("value: expected <caseId>|<person>");
  return { caseId: value.slice(0, bar), asked: { choice, of: value.slice(bar + 1) } };
};

/** The date and the reason stand beside the button, in blocks of the same case. */
const inputsOf = ({ state }: JsonObject, caseId: string): Pick<Asked, "until" | "reason"> => {
  const values = isObject(state) && isObject(state.values) ? state.values : {};
  const elements = Object.entries(values)
    .filter(([block]) => block.startsWith(`case:${caseId}:`))
    .flatMap(([, block]) => (isObject(block) ? Object.entries(block) : []));
  const of = (id: string, key: string): string | undefined => {
    const element = elements.find(([name]) => name === id)?.[1];
    const value = isObject(element) ? element[key] : undefined;
    return typeof value === "string" ? value.slice(0, longestReason) : undefined;
  };
  const [until, reason] = [of("keep-until", "selected_date"), of("keep-reason", "value")];
  return { ...(until === undefined ? {} : { until }), ...(reason === undefined ? {} : { reason }) };
};
