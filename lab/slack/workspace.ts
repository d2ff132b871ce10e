import { createHash } from "node:crypto";
import type { Settings } from "#shared/model/settings.ts";
import type { Block } from "./blocks.ts";

export interface User {
  id: string;
  name: string;
  realName: string;
  email?: string;
  /** A guest is of our workspace, but restricted; a stranger is of another one, in a shared channel. */
  kind: "member" | "guest" | "stranger";
}

export interface Channel {
  id: string;
  name: string;
  kind: "channel" | "im";
  /** Whose conversation with the app it is. */
  user?: string;
}

export interface Metadata {
  event_type: string;
  event_payload: Readonly<Record<string, unknown>>;
}

export interface Message {
  channel: string;
  ts: string;
  threadTs?: string;
  text: string;
  blocks: readonly Block[];
  metadata?: Metadata;
  /** `ts` of the last change. */
  edited?: string;
  /** Ephemeral: the only user who sees it. Slack's history never shows it. */
  visibleTo?: string;
}

/** Everything that the stand-in knows. */
export interface Workspace {
  team: { id: string; name: string; domain: string };
  /** The workspace of the stranger. */
  otherTeam: string;
  bot: { id: string; botId: string; appId: string; name: string };
  users: readonly User[];
  channels: Channel[];
  messages: Message[];
  /** Counts every change. */
  version: number;
}

type Directory = Pick<Settings, "teams" | "people" | "notices">;

/** An id as Slack makes them: the same for the same name in every lab. */
const idOf = (letter: string, name: string): string =>
  letter + createHash("sha256").update(name).digest("hex").slice(0, 10).toUpperCase();

const title = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

/** A person is there who has a Slack id or an address in the settings; beside them one guest and one stranger. */
const usersOf = ({ people }: Directory): User[] => [
  ...Object.entries(people)
    .filter(([, { slack, email }]) => slack !== undefined || email !== undefined)
    .map(([name, { slack, email }]): User => {
      const user = { id: slack ?? idOf("U", name), name, realName: title(name), kind: "member" as const };
      return email === undefined ? user : { ...user, email };
    }),
  { id: "U0GUEST", name: "guest", realName: "Guest", email: "guest@example.net", kind: "guest" },
  { id: "U0STRANGER", name: "stranger", realName: "Stranger", email: "stranger@example.org", kind: "stranger" },
];

const channelsOf = ({ teams, notices }: Directory): Channel[] => {
  const named = [...Object.values(teams).map(({ slack }) => slack), notices.slack?.channel];
  const names = new Set(named.filter((name) => name !== undefined).map((name) => name.replace(/^#/, "")));
  return [...names].map((name) => ({
    id: /^[CG][A-Z0-9]{8,}$/.test(name) ? name : idOf("C", name),
    name: name.toLowerCase(),
    kind: "channel",
  }));
};

/** The workspace of these settings: `people.<id>.slack` or address, `teams.<t>.slack`, `notices.slack.channel`. */
export const workspaceOf = (directory: Directory): Workspace => ({
  team: { id: "T0SAGEWARDEN", name: "Example", domain: "example" },
  otherTeam: "T0ELSEWHERE",
  bot: { id: "U0SAGEWARDEN", botId: "B0SAGEWARDEN", appId: "A0SAGEWARDEN", name: "sagewarden" },
  users: usersOf(directory),
  channels: channelsOf(directory),
  messages: [],
  version: 0,
});

export const userOf = ({ users }: Pick<Workspace, "users">, idOrName: string): User | undefined =>
  users.find(({ id, name }) => id === idOrName || name === idOrName);

/** The conversation of the app with one person, opened at its first use. */
export const conversationWith = (workspace: Workspace, user: User): Channel => {
  const open = workspace.channels.find((channel) => channel.user === user.id);
  if (open) return open;
  const made: Channel = { id: idOf("D", user.id), name: user.name, kind: "im", user: user.id };
  workspace.channels.push(made);
  return made;
};

/** By id, `#name` or name; by a user's id the conversation with them. */
export const channelOf = (workspace: Workspace, idOrName: string): Channel | undefined => {
  const name = idOrName.replace(/^#/, "");
  const channel = workspace.channels.find(
    (one) => one.id === idOrName || (one.kind === "channel" && one.name === name),
  );
  const user = workspace.users.find(({ id }) => id === idOrName);
  return channel ?? (user && conversationWith(workspace, user));
};

export const messageOf = ({ messages }: Workspace, channel: string, ts: string): Message | undefined =>
  messages.find((message) => message.channel === channel && message.ts === ts);

/** Who sees a message: the people of its conversation, of an ephemeral one its reader. Guest and stranger are in every channel. */
export const sees = (
  { channels }: { channels: readonly Channel[] },
  user: User,
  { channel, visibleTo }: Message,
): boolean => {
  const reader = channels.find(({ id }) => id === channel)?.user;
  return (reader === undefined || reader === user.id) && (visibleTo === undefined || visibleTo === user.id);
};

/** A `ts` that nothing else has: Slack's seconds and microseconds, later than every one before. */
export const timestamps = (now: () => number): (() => string) => {
  let last = 0;
  return () => {
    last = Math.max(last + 1, Math.round(now() * 1000));
    return `${Math.floor(last / 1e6)}.${String(last % 1e6).padStart(6, "0")}`;
  };
};
