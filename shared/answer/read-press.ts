import type { Asked } from "../decide/answer.ts";
import { PoisonRecord } from "../model/errors.ts";
import { type Choice, choices } from "../model/notice.ts";
import { recordedTime } from "../model/time.ts";
import { isObject, type JsonObject } from "./read-payload.ts";

/** One press of a button, as the queue of answers holds it. */
export interface Press {
  /** ISO 8601, when it was received. */
  at: string;
  slackUser: string;
  /** The workspaces that Slack names: where the message is, and whose member the user is. */
  teams: readonly string[];
  caseId: string;
  asked: Asked;
  /** Chosen from a digest's menu, which has no room for a person, a date or a reason, nor asks whether a stop is meant. */
  isBare?: true;
  responseUrl?: string;
  threadTs?: string;
  /** The message with the buttons. Absent where only one person saw it. */
  message?: { text: string; blocks: readonly JsonObject[]; metadata?: JsonObject };
}

/** Slack's limits: a button's value, an option's, a text of `keep-reason`. */
const longest = { value: 2_000, reason: 3_000, blocks: 50 };
const caseForm = /^[\w-]{1,64}$/;

/**
 * Reads one message of the queue; undefined for a press that asks nothing: a date that was chosen, a link. Slack signed it, and
 * still a wrong one must not choose for us: throws `PoisonRecord` naming the field.
 */
export const readPress = (message: unknown): Press | undefined => {
  const { receivedAt, payload } = fields(message, "the message");
  const sent = fields(payload, "payload");
  const [action, ...further] = Array.isArray(sent.actions) ? sent.actions : [];
  if (sent.type !== "block_actions" || further.length > 0) throw new PoisonRecord("actions: expected one of a message");
  const said = readChoice(fields(action, "actions.0"));
  if (said === undefined) return undefined;
  const at = recordedTime(receivedAt);
  if (at === undefined) throw new PoisonRecord("receivedAt: expected an ISO 8601 time");
  const [user, team] = [fields(sent.user, "user"), fields(sent.team, "team")];
  return {
    at,
    slackUser: text(user, "id", /^[UW][A-Z0-9]{1,30}$/),
    teams: [text(team, "id", teamForm), text(user, "team_id", teamForm)],
    caseId: said.caseId,
    asked: said.asked.choice === "keep" ? { ...said.asked, ...inputsOf(sent, said.caseId) } : said.asked,
    ...(said.isBare ? { isBare: said.isBare } : {}),
    ...placeOf(sent),
  };
};

const teamForm = /^[TE][A-Z0-9]{1,30}$/;

const fields = (value: unknown, name: string): JsonObject => {
  if (!isObject(value)) throw new PoisonRecord(`${name}: expected an object`);
  return value;
};

const text = (of: JsonObject, key: string, form: RegExp): string => {
  const value = of[key];
  if (typeof value !== "string" || !form.test(value)) throw new PoisonRecord(`${key}: expected ${form.source}`);
  return value;
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
  const [, caseId = ""] = text(action, "block_id", /^case:[\w-]{1,64}:\d{1,3}$/).split(":");
  const said = id === "more" ? readMenu(action) : readElement(id as Choice, action, caseId);
  if (said.caseId !== caseId) throw new PoisonRecord("value: expected the case of its block_id");
  return said;
};

const optionOf = (action: JsonObject): string => {
  const value = isObject(action.selected_option) ? action.selected_option.value : undefined;
  return bounded(value, "selected_option.value");
};

const bounded = (value: unknown, name: string): string => {
  if (typeof value !== "string" || value === "" || value.length > longest.value)
    throw new PoisonRecord(`${name}: expected a text of at most ${longest.value} characters`);
  return value;
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
    return typeof value === "string" ? value.slice(0, longest.reason) : undefined;
  };
  const [until, reason] = [of("keep-until", "selected_date"), of("keep-reason", "value")];
  return { ...(until === undefined ? {} : { until }), ...(reason === undefined ? {} : { reason }) };
};

const placeOf = ({
  response_url: responseUrl,
  container,
  message,
}: JsonObject): Pick<Press, "responseUrl" | "threadTs" | "message"> => {
  const threadTs = isObject(container) ? container.thread_ts : undefined;
  const blocks = isObject(message) && Array.isArray(message.blocks) ? message.blocks.filter(isObject) : [];
  const isThere = isObject(message) && blocks.length > 0 && blocks.length <= longest.blocks;
  return {
    ...(typeof responseUrl === "string" ? { responseUrl } : {}),
    ...(typeof threadTs === "string" && /^\d{1,12}\.\d{1,9}$/.test(threadTs) ? { threadTs } : {}),
    ...(isThere ? { message: messageOf(message, blocks) } : {}),
  };
};

const messageOf = ({ text: shown, metadata }: JsonObject, blocks: readonly JsonObject[]) => ({
  text: typeof shown === "string" ? shown : "",
  blocks,
  ...(isObject(metadata) ? { metadata } : {}),
});
