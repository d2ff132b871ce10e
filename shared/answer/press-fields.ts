import { PoisonRecord } from "../model/errors.ts";
import { recordedTime } from "../model/time.ts";
import { isObject, type JsonObject } from "./read-payload.ts";

/** Who pressed a button, when and where, whatever it is about. */
export interface Pressed {
  /** ISO 8601, when it was received. */
  at: string;
  slackUser: string;
  /** The workspaces that Slack names: where the message is, and whose member the user is. */
  teams: readonly string[];
  responseUrl?: string;
  threadTs?: string;
  /** The message with the buttons. Absent where only one person saw it. */
  message?: { text: string; blocks: readonly JsonObject[]; metadata?: JsonObject };
}

/** Slack's limits: a button's value, an option's, and the blocks of a message. */
const longest = { value: 2_000, blocks: 50 };

const teamForm = /^[TE][A-Z0-9]{1,30}$/;

const fields = (value: unknown, name: string): JsonObject => {
  if (!isObject(value)) throw new PoisonRecord(`${name}: expected an object`);
  return value;
};

export const fieldText = (of: JsonObject, key: string, form: RegExp): string => {
  const value = of[key];
  if (typeof value !== "string" || !form.test(value)) throw new PoisonRecord(`${key}: expected ${form.source}`);
  return value;
};

/** The one action of a message of the queue. Throws `PoisonRecord` naming the field. */
export const actionOf = (message: unknown): { sent: JsonObject; action: JsonObject } => {
  const sent = fields(fields(message, "the message").payload, "payload");
  const [action, ...further] = Array.isArray(sent.actions) ? sent.actions : [];
  if (sent.type !== "block_actions" || further.length > 0) throw new PoisonRecord("actions: expected one of a message");
  return { sent, action: fields(action, "actions.0") };
};

/** Throws `PoisonRecord` naming the field. */
export const pressedOf = (message: unknown): Pressed => {
  const { receivedAt, payload } = fields(message, "the message");
  const sent = fields(payload, "payload");
  const at = recordedTime(receivedAt);
  if (at === undefined) throw new PoisonRecord("receivedAt: expected an ISO 8601 time");
  const [user, team] = [fields(sent.user, "user"), fields(sent.team, "team")];
  return {
    at,
    slackUser: fieldText(user, "id", /^[UW][A-Z0-9]{1,30}$/),
    teams: [fieldText(team, "id", teamForm), fieldText(user, "team_id", teamForm)],
    ...placeOf(sent),
  };
};

export const bounded = (value: unknown, name: string): string => {
  if (typeof value !== "string" || value === "" || value.length > longest.value)
    throw new PoisonRecord(`${name}: expected a text of at most ${longest.value} characters`);
  return value;
};

const placeOf = ({
  response_url: responseUrl,
  container,
  message,
}: JsonObject): Pick<Pressed, "responseUrl" | "threadTs" | "message"> => {
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
