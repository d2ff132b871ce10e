import type { Channel, Message, User, Workspace } from "./workspace.ts";

/** Everything that one can see, as JSON. */
export interface State {
  version: number;
  team: Workspace["team"];
  bot: Workspace["bot"];
  users: readonly User[];
  channels: readonly Channel[];
  /** Ephemeral ones included; oldest first. */
  messages: readonly Message[];
}

/** A copy: what comes later does not change it. */
export const stateOf = ({ version, team, bot, users, channels, messages }: Workspace): State =>
  structuredClone({ version, team, bot, users, channels, messages });
