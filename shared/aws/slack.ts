import { LogLevel, WebClient } from "@slack/web-api";
import type { Settings } from "../model/settings.ts";
import type { Posted, Slack } from "../notify/means.ts";
import { eventType } from "../notify/slack-message.ts";
import { slackSecret } from "./secrets.ts";

type Place = NonNullable<Settings["notices"]["slack"]>;
type Client = Pick<WebClient, "auth" | "chat" | "conversations" | "users">;

/** Milliseconds. A delivery has some calls to make within its function's time. */
const timeout = 10_000;

/** The queue is the retry: the client neither waits nor tries again. It logs nothing of what is sent. */
export const webClient = (token: string, slackApiUrl: string): WebClient =>
  new WebClient(token, {
    slackApiUrl,
    timeout,
    rejectRateLimitedCalls: true,
    retryConfig: { retries: 0 },
    allowAbsoluteUrls: false,
    logLevel: LogLevel.ERROR,
  });

/** What Slack itself would say, in its client's form. */
const refusal = (error: string): Error =>
  Object.assign(new Error(error), { code: "slack_webapi_platform_error", data: { error } });

const opened = new Map<string, Slack>();

/**
 * The settings' Slack, one for each token in this process: which id a channel's name has is asked once. Throws as Slack itself
 * would where there is no token.
 */
export const liveSlack = async ({ botTokenSecret, apiUrl }: Place): Promise<Slack> => {
  const secret = await slackSecret(botTokenSecret);
  if (!secret) throw refusal("not_authed");
  const slack = opened.get(secret.botToken) ?? slackCalls(webClient(secret.botToken, apiUrl));
  opened.set(secret.botToken, slack);
  return slack;
};

/** Slack's Web API over a client. */
export const slackCalls = (client: Client): Slack => {
  let bot: string | undefined;
  const conversations = new Map<string, string>();
  const conversationAt = async (to: string): Promise<string> => {
    const id = conversations.get(to) ?? (await conversationOf(client, to));
    conversations.set(to, id);
    return id;
  };
  return {
    post: async ({ to, threadTs, broadcast, message }) => {
      const { text, blocks, metadata } = message;
      const inThread =
        threadTs === undefined ? {} : { thread_ts: threadTs, ...(broadcast && { reply_broadcast: true }) };
      const answer = await client.chat.postMessage({
        channel: to,
        text,
        blocks,
        // The client's type knows no lists of texts; Slack does.
        metadata: metadata as never,
        mrkdwn: false,
        parse: "none",
        link_names: false,
        unfurl_links: false,
        unfurl_media: false,
        ...(inThread as object),
      });
      return postedOf(answer);
    },
    find: async (sought) => {
      bot ??= (await client.auth.test()).bot_id;
      return findIn(client, await conversationAt(sought.to), { ...sought, bot });
    },
    memberByEmail: async (email) => {
      const { user } = await client.users.lookupByEmail({ email });
      if (!user?.id || user.deleted) throw refusal("users_not_found");
      return user.id;
    },
  };
};

/** An answer without a place is as good as none: whether the message arrived has to be looked up. */
const postedOf = ({ channel, ts }: { channel?: string; ts?: string }): Posted => {
  if (!channel || !ts) throw new Error("Slack's answer names no message");
  return { channel, ts };
};

/** Pages of a channel's history that are read, of 200 messages each: what is older than the try is not asked for. */
const mostPages = 20;
const perPage = 200;

const findIn = async (
  client: Client,
  channel: string,
  { threadTs, since, ...whose }: { threadTs?: string; since: string; id: string; bot: string | undefined },
): Promise<Posted | undefined> => {
  // A minute for clocks that differ.
  const oldest = String(Date.parse(since) / 1000 - 60);
  let cursor: string | undefined;
  for (let page = 0; page < mostPages; page++) {
    const asked = { channel, oldest, limit: perPage, include_all_metadata: true, ...(cursor && { cursor }) };
    const { messages = [], response_metadata: next } =
      threadTs === undefined
        ? await client.conversations.history(asked)
        : await client.conversations.replies({ ...asked, ts: threadTs });
    const found = messages.find((message) => isOurs(message, whose));
    if (found) return postedOf({ channel, ...(found.ts && { ts: found.ts }) });
    cursor = next?.next_cursor || undefined;
    if (cursor === undefined) return undefined;
  }
  return undefined;
};

interface Message {
  bot_id?: string;
  metadata?: { event_type?: string; event_payload?: object };
}

/** Any app may write metadata of this name: a notice is taken for told only where our own bot wrote it. */
const isOurs = ({ bot_id, metadata }: Message, { id, bot }: { id: string; bot: string | undefined }): boolean => {
  const { ids } = (metadata?.event_payload ?? {}) as { ids?: unknown };
  return metadata?.event_type === eventType && Array.isArray(ids) && ids[0] === id && bot_id === bot;
};

/** History is asked for by id: of a member the conversation with us, of a channel's name the channel. */
const conversationOf = async (client: Client, to: string): Promise<string> => {
  if (/^[UW][A-Z0-9]{2,}$/.test(to)) {
    const { channel } = await client.conversations.open({ users: to });
    return channel?.id ?? to;
  }
  return /^[CDG][A-Z0-9]{2,}$/.test(to) ? to : channelNamed(client, to.replace(/^#/, ""));
};

const channelNamed = async (client: Client, name: string): Promise<string> => {
  let cursor: string | undefined;
  do {
    const answer = await client.conversations.list({
      types: "public_channel,private_channel",
      exclude_archived: true,
      limit: 1_000,
      ...(cursor && { cursor }),
    });
    const id = answer.channels?.find((channel) => channel.name === name)?.id;
    if (id) return id;
    cursor = answer.response_metadata?.next_cursor || undefined;
  } while (cursor);
  throw refusal("channel_not_found");
};
