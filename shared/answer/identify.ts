import { directoryOf } from "../attribute/directory.ts";
import type { Settings } from "../model/settings.ts";
import { personOfSlackUser } from "./person.ts";
import type { Press } from "./read-press.ts";

/** A user as Slack's `users.info` tells. */
export interface SlackUser {
  team_id?: string;
  deleted?: boolean;
  is_bot?: boolean;
  /** Guests of several channels, of one channel, and people of connected workspaces. */
  is_restricted?: boolean;
  is_ultra_restricted?: boolean;
  is_stranger?: boolean;
}

export interface SlackPeople {
  /** The workspace of our token. */
  workspace(): Promise<string>;
  /** Undefined: Slack knows no such user. */
  user(id: string): Promise<SlackUser | undefined>;
}

type Identified = { person: string } | { refusal: string };

const noMember = "Only members of this workspace can answer here: no guests, no bots, nobody of another workspace.";

/**
 * Whoever pressed, as a person: the one of the directory with this Slack id, who is a full member of the workspace that our
 * token belongs to. A name, a text or an address says nothing.
 */
export const identify = async (
  { slackUser, teams, at }: Pick<Press, "slackUser" | "teams" | "at">,
  settings: Settings,
  slack: SlackPeople,
): Promise<Identified> => {
  const ours = await slack.workspace();
  if (teams.length === 0 || teams.some((team) => team !== ours)) return { refusal: noMember };
  const user = await slack.user(slackUser);
  if (user === undefined || user.team_id !== ours || flags.some((flag) => user[flag] === true))
    return { refusal: noMember };
  const person = personOfSlackUser(slackUser, settings);
  if (person === undefined)
    return { refusal: "No person of Sagewarden's directory has your Slack id: people.<id>.slack of its settings." };
  if (directoryOf(settings).hasLeft(person, at)) return { refusal: "The directory says that you have left." };
  return { person };
};

const flags = ["deleted", "is_bot", "is_restricted", "is_ultra_restricted", "is_stranger"] as const;
