import { checkBlocks } from "./blocks.ts";
import {
  type Channel,
  channelOf,
  conversationWith,
  type Message,
  type Metadata,
  messageOf,
  sees,
  type User,
  userOf,
  type Workspace,
} from "./workspace.ts";

/** A method's arguments: what was JSON in the form is parsed. */
export type Arguments = Readonly<Record<string, unknown>>;
export type Answer = { ok: true; [key: string]: unknown } | { ok: false; error: string; [key: string]: unknown };

export interface Call {
  workspace: Workspace;
  args: Arguments;
  nextTs(): string;
}

/** Slack's own word for what is wrong. */
class Refused extends Error {
  readonly more: Readonly<Record<string, unknown>>;
  constructor(code: string, more: Readonly<Record<string, unknown>> = {}) {
    super(code);
    this.more = more;
  }
}

const textOf = ({ args }: Call, name: string): string | undefined => {
  const value = args[name];
  return value === undefined || value === "" ? undefined : String(value);
};

const required = (call: Call, name: string, error: string): string => {
  const value = textOf(call, name);
  if (value === undefined) throw new Refused(error);
  return value;
};

const channelIn = (call: Call): Channel => {
  const found = channelOf(call.workspace, required(call, "channel", "channel_not_found"));
  if (!found) throw new Refused("channel_not_found");
  return found;
};

/** By id only, as Slack does. */
const userIn = (call: Call): User => {
  const id = required(call, "user", "user_not_found");
  const user = userOf(call.workspace, id);
  if (user?.id !== id) throw new Refused("user_not_found");
  return user;
};

const metadataOf = ({ args }: Call): Metadata | undefined => {
  const given = args.metadata;
  if (given === undefined || given === "") return undefined;
  const { event_type, event_payload } = Object(given) as Partial<Metadata>;
  const isPayload = typeof event_payload === "object" && event_payload !== null && !Array.isArray(event_payload);
  if (typeof event_type !== "string" || event_type === "" || !isPayload) throw new Refused("invalid_metadata_format");
  return { event_type, event_payload };
};

/** Longest text of a message that Slack takes whole. */
const longestText = 40_000;

/** Somewhere between 9,600 and 11,300 in all: https://github.com/slackapi/bolt-js/issues/2867 */
const longestBlocks = 9600;

/** Characters of every text in it. */
const lengthOf = (part: unknown): number => {
  if (typeof part !== "object" || part === null) return 0;
  const { text } = part as { text?: unknown };
  const own = typeof text === "string" ? text.length : 0;
  return Object.values(part).reduce<number>((sum, inner) => sum + lengthOf(inner), own);
};

const contentOf = (call: Call): Pick<Message, "text" | "blocks" | "metadata"> => {
  const text = textOf(call, "text") ?? "";
  const given = call.args.blocks;
  const checked = given === undefined || given === "" ? { blocks: [] } : checkBlocks(given);
  if ("errors" in checked) {
    const messages = checked.errors.map((error) => `[ERROR] ${error}`);
    const error = Array.isArray(given) ? "invalid_blocks" : "invalid_blocks_format";
    throw new Refused(error, { errors: checked.errors, response_metadata: { messages } });
  }
  if (text === "" && checked.blocks.length === 0) throw new Refused("no_text");
  if (text.length > longestText) throw new Refused("msg_too_long");
  if (lengthOf(checked.blocks) > longestBlocks) throw new Refused("msg_blocks_too_long");
  const metadata = metadataOf(call);
  return { text, blocks: checked.blocks, ...(metadata && { metadata }) };
};

/** The first message of the thread. */
const threadOf = (call: Call, channel: Channel): { threadTs?: string } => {
  const threadTs = textOf(call, "thread_ts");
  if (threadTs === undefined) return {};
  const parent = messageOf(call.workspace, channel.id, threadTs);
  if (!parent || parent.visibleTo !== undefined) throw new Refused("thread_not_found");
  return { threadTs: parent.threadTs ?? parent.ts };
};

const keep = (workspace: Workspace, message: Message): void => {
  workspace.messages.push(message);
  workspace.version++;
};

/** A message as Slack's answers and payloads have it. */
export const shown = (workspace: Workspace, message: Message, withMetadata = true): Record<string, unknown> => {
  const { ts, threadTs, text, blocks, metadata, edited } = message;
  const { id: user, botId: bot_id, appId: app_id } = workspace.bot;
  const team = workspace.team.id;
  const replies = workspace.messages.filter(
    (one) => one.channel === message.channel && one.threadTs === ts && !one.visibleTo,
  );
  return {
    ...{ type: "message", user, bot_id, app_id, team, ts, text },
    ...(blocks.length > 0 && { blocks }),
    ...(metadata && withMetadata && { metadata }),
    ...(edited && { edited: { user, ts: edited } }),
    ...(threadTs && { thread_ts: threadTs, parent_user_id: user }),
    ...(replies.length > 0 && { thread_ts: ts, reply_count: replies.length, latest_reply: replies.at(-1)?.ts }),
  };
};

const channelShown = ({ id, name, kind, user }: Channel): Record<string, unknown> =>
  kind === "im"
    ? { id, is_im: true, is_channel: false, user, is_user_deleted: false }
    : { id, name, is_channel: true, is_im: false, is_private: false, is_archived: false, is_member: true };

const userShown = ({ team, otherTeam }: Workspace, { id, name, realName, email, kind }: User) => ({
  id,
  team_id: kind === "stranger" ? otherTeam : team.id,
  name,
  real_name: realName,
  deleted: false,
  is_bot: false,
  is_restricted: kind === "guest",
  is_ultra_restricted: false,
  ...(kind === "stranger" && { is_stranger: true }),
  profile: { real_name: realName, display_name: name, ...(email && kind !== "stranger" && { email }) },
});

const byEmail = ({ workspace, args }: Call): User => {
  const email = String(args.email ?? "").toLowerCase();
  const user = workspace.users.find((one) => one.email?.toLowerCase() === email && one.kind !== "stranger");
  if (!user) throw new Refused("users_not_found");
  return user;
};

const defaultPage = 100;
const flag = (value: unknown): boolean => value === true || value === "true" || value === "1" || value === 1;

/** A page of messages, oldest or newest first, between `oldest` and `latest`. */
const page = (call: Call, found: readonly Message[]): Answer => {
  const { args, workspace } = call;
  const [oldest, latest] = [Number(args.oldest ?? 0), Number(args.latest || Number.POSITIVE_INFINITY)];
  const inclusive = flag(args.inclusive);
  const within = found.filter(({ ts }) =>
    inclusive ? Number(ts) >= oldest && Number(ts) <= latest : Number(ts) > oldest && Number(ts) < latest,
  );
  const from = Number(Buffer.from(textOf(call, "cursor") ?? "", "base64").toString() || 0);
  if (!Number.isInteger(from)) throw new Refused("invalid_cursor");
  const to = from + Number(args.limit || defaultPage);
  const messages = within.slice(from, to).map((one) => shown(workspace, one, flag(args.include_all_metadata)));
  const has_more = to < within.length;
  const next_cursor = has_more ? Buffer.from(String(to)).toString("base64") : "";
  return { ok: true, messages, has_more, response_metadata: { next_cursor } };
};

const inChannel = ({ workspace }: Call, channel: Channel): Message[] =>
  workspace.messages.filter((one) => one.channel === channel.id && one.visibleTo === undefined);

/** Puts other content into a message. */
export const change = (call: Call, message: Message): Answer => {
  const { text, blocks, metadata } = contentOf(call);
  Object.assign(message, { text, blocks, edited: call.nextTs(), ...(metadata && { metadata }) });
  call.workspace.version++;
  return { ok: true, channel: message.channel, ts: message.ts, text, message: shown(call.workspace, message) };
};

/** The Web API's methods that the product uses, each with Slack's own error words. */
export const methods: Readonly<Record<string, (call: Call) => Answer>> = {
  "auth.test": ({ workspace: { team, bot } }) => ({
    ...{ ok: true, url: `https://${team.domain}.slack.com/`, team: team.name, user: bot.name },
    ...{ team_id: team.id, user_id: bot.id, bot_id: bot.botId, is_enterprise_install: false },
  }),

  "users.info": (call) => ({ ok: true, user: userShown(call.workspace, userIn(call)) }),

  "users.lookupByEmail": (call) => ({ ok: true, user: userShown(call.workspace, byEmail(call)) }),

  "conversations.open": (call) => {
    const id = required(call, "users", "users_list_not_supplied");
    const user = userOf(call.workspace, id);
    if (user?.id !== id) throw new Refused("user_not_found");
    const known = call.workspace.channels.some((channel) => channel.user === id);
    const channel = conversationWith(call.workspace, user);
    return { ok: true, no_op: known, already_open: known, channel: { id: channel.id } };
  },

  "conversations.list": ({ workspace }) => ({
    ok: true,
    channels: workspace.channels.filter(({ kind }) => kind === "channel").map(channelShown),
    response_metadata: { next_cursor: "" },
  }),

  "conversations.info": (call) => ({ ok: true, channel: channelShown(channelIn(call)) }),

  "conversations.history": (call) => {
    const messages = inChannel(call, channelIn(call)).filter(({ threadTs }) => threadTs === undefined);
    return page(call, messages.toReversed());
  },

  "conversations.replies": (call) => {
    const ts = required(call, "ts", "thread_not_found");
    const thread = inChannel(call, channelIn(call)).filter((one) => one.ts === ts || one.threadTs === ts);
    if (thread.length === 0) throw new Refused("thread_not_found");
    return page(call, thread);
  },

  "chat.postMessage": (call) => {
    const channel = channelIn(call);
    const message: Message = { channel: channel.id, ts: "", ...threadOf(call, channel), ...contentOf(call) };
    message.ts = call.nextTs();
    keep(call.workspace, message);
    return { ok: true, channel: channel.id, ts: message.ts, message: shown(call.workspace, message) };
  },

  "chat.postEphemeral": (call) => {
    const [channel, user] = [channelIn(call), userIn(call)];
    const { metadata: _, ...content } = contentOf(call); // Slack keeps none of an ephemeral message
    const message: Message = {
      channel: channel.id,
      ts: "",
      visibleTo: user.id,
      ...threadOf(call, channel),
      ...content,
    };
    if (!sees(call.workspace, user, message)) throw new Refused("user_not_in_channel");
    message.ts = call.nextTs();
    keep(call.workspace, message);
    return { ok: true, message_ts: message.ts };
  },

  "chat.update": (call) => {
    const channel = channelIn(call);
    const message = messageOf(call.workspace, channel.id, required(call, "ts", "message_not_found"));
    if (!message || message.visibleTo) throw new Refused("message_not_found");
    return change(call, message);
  },
};

/** Does the work; what Slack would refuse is an answer too. */
export const attempt = (work: () => Answer): Answer => {
  try {
    return work();
  } catch (cause) {
    if (!(cause instanceof Refused)) throw cause;
    return { ok: false, error: cause.message, ...cause.more };
  }
};

export const perform = (method: string, call: Call): Answer => {
  const work = methods[method];
  return work ? attempt(() => work(call)) : { ok: false, error: "unknown_method", req_method: method };
};
