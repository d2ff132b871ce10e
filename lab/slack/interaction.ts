import { createHmac, randomBytes } from "node:crypto";
import { BadInput } from "#shared/model/errors.ts";
import { type Block, type Element, elementsOf, type Option } from "./blocks.ts";
import { shown } from "./methods.ts";
import { channelOf, type Message, messageOf, sees, type User, userOf, type Workspace } from "./workspace.ts";

/** What somebody does to one element of a message. */
export interface Press {
  /** Name or id of a user: a person of the settings, `guest` or `stranger`. */
  user: string;
  /** Id, `#name`, or the id of the person whose conversation with the app it is. */
  channel: string;
  ts: string;
  /** `action_id` */
  action: string;
  /** `block_id`, where several blocks have the action. */
  block?: string;
  /** Chosen option's value, or the date. Buttons have their own. */
  value?: string;
  /** external_select: what was typed before one could choose. Default: `value`. */
  query?: string;
  /** What stands in the message's fields: `action_id` -> date, text or option's value. */
  inputs?: Readonly<Record<string, string>>;
}

/** Where a press happens: checked to be there for this user. */
export interface Spot {
  user: User;
  message: Message;
  block: Block;
  element: Element;
}

export const spotOf = (workspace: Workspace, press: Press): Spot => {
  const user = userOf(workspace, press.user);
  if (!user) throw new BadInput(`no user ${press.user}: ${workspace.users.map(({ name }) => name).join(", ")}`);
  const channel = channelOf(workspace, press.channel);
  const message = channel && messageOf(workspace, channel.id, press.ts);
  if (!message || !sees(workspace, user, message)) {
    throw new BadInput(`${user.name} sees no message ${press.ts} in ${press.channel}`);
  }
  for (const block of message.blocks) {
    const element = elementsOf(block).find(({ action_id }) => action_id === press.action);
    if (element && (press.block === undefined || press.block === block.block_id))
      return { user, message, block, element };
  }
  const there = message.blocks.flatMap((block) => elementsOf(block).map(({ action_id }) => action_id));
  throw new BadInput(`the message has no ${press.action}: ${there.join(", ") || "nothing to press"}`);
};

/** What every request of Slack's says, whatever happened. */
const frame = (workspace: Workspace, { user, message }: Spot) => {
  const { team, otherTeam, bot } = workspace;
  const channel = workspace.channels.find(({ id }) => id === message.channel);
  const team_id = user.kind === "stranger" ? otherTeam : team.id;
  return {
    user: { id: user.id, username: user.name, name: user.name, team_id },
    api_app_id: bot.appId,
    token: "deprecated",
    container: {
      ...{ type: "message", message_ts: message.ts, channel_id: message.channel },
      ...{ is_ephemeral: message.visibleTo !== undefined, ...(message.threadTs && { thread_ts: message.threadTs }) },
    },
    team: { id: team.id, domain: team.domain },
    enterprise: null,
    is_enterprise_install: false,
    channel: { id: message.channel, name: channel?.kind === "im" ? "directmessage" : channel?.name },
    ...(message.visibleTo === undefined && { message: shown(workspace, message) }),
  };
};

const optionOf = (options: readonly Option[], value: string | undefined): Option => {
  const found = options.find((option) => option.value === value);
  if (!found)
    throw new BadInput(`${value} is not offered: ${options.map((option) => option.value).join(", ") || "nothing is"}`);
  return found;
};

/** What an element says that was pressed, or in which something stands. `suggested`: what an external select was offered. */
export const said = (element: Element, value: string | undefined, suggested: readonly Option[] = []): object => {
  const { type } = element;
  switch (type) {
    case "button":
      return { type, text: element.text, ...(element.value !== undefined && { value: element.value }) };
    case "overflow":
      return { type, selected_option: optionOf(element.options, value) };
    case "static_select":
      return { type, selected_option: value === undefined ? null : optionOf(element.options, value) };
    case "external_select":
      return { type, selected_option: value === undefined ? null : optionOf(suggested, value) };
    case "datepicker":
      return { type, selected_date: value ?? element.initial_date ?? null };
    case "plain_text_input":
      return { type, value: value ?? element.initial_value ?? null };
    default:
      return type satisfies never;
  }
};

/** Buttons and menus of fixed choices hold no state. */
const holdsState = ({ type }: Element): boolean => type !== "button" && type !== "overflow";

const stateOf = ({ message }: Spot, { inputs = {} }: Press): Record<string, Record<string, object>> => {
  const values: Record<string, Record<string, object>> = {};
  for (const block of message.blocks) {
    for (const element of elementsOf(block).filter(holdsState)) {
      const id = element.action_id ?? "";
      const value = element.type === "external_select" ? undefined : inputs[id];
      values[block.block_id] = { ...values[block.block_id], [id]: said(element, value) };
    }
  }
  return values;
};

export interface Asked {
  workspace: Workspace;
  press: Press;
  spot: Spot;
  responseUrl: string;
  /** Slack's `ts` of the press. */
  ts: string;
  suggested: readonly Option[];
}

/** `block_actions`: what Slack posts when somebody pressed. */
export const actionsPayload = ({ workspace, press, spot, responseUrl, ts, suggested }: Asked): object => {
  const { block, element } = spot;
  const what = said(element, press.value, suggested);
  const values = stateOf(spot, press);
  if (holdsState(element)) values[block.block_id] = { ...values[block.block_id], [element.action_id ?? ""]: what };
  return {
    type: "block_actions",
    ...frame(workspace, spot),
    trigger_id: `${Date.now()}.${randomBytes(6).toString("hex")}`,
    response_url: responseUrl,
    state: { values },
    actions: [{ action_id: element.action_id, block_id: block.block_id, ...what, action_ts: ts }],
  };
};

/** `block_suggestion`: what Slack asks while somebody types into an external select. */
export const suggestionPayload = (workspace: Workspace, spot: Spot, value: string): object => ({
  type: "block_suggestion",
  ...frame(workspace, spot),
  action_id: spot.element.action_id,
  block_id: spot.block.block_id,
  value,
});

/** One request as Slack sends it, to be sent once more, late, or changed. */
export interface SignedRequest {
  headers: Readonly<Record<string, string>>;
  body: string;
}

/** https://docs.slack.dev/authentication/verifying-requests-from-slack. `seconds`: the time that it claims. */
export const signed = (payload: object, secret: string, seconds: number): SignedRequest => {
  const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
  const timestamp = String(Math.floor(seconds));
  const digest = createHmac("sha256", secret).update(`v0:${timestamp}:${body}`).digest("hex");
  return {
    headers: {
      "content-type": "application/x-www-form-urlencoded",
      "user-agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
      "x-slack-request-timestamp": timestamp,
      "x-slack-signature": `v0=${digest}`,
    },
    body,
  };
};
