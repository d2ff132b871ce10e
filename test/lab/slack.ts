import type { Press } from "../../lab/slack/interaction.ts";
import type { RunningSlack } from "../../lab/slack/start.ts";
import { type Message, sees, userOf, type Workspace } from "../../lab/slack/workspace.ts";
import type { RunningLab } from "../../lab/start.ts";
import { eventually } from "./harness.ts";

export const slackOf = ({ slack }: Pick<RunningLab, "slack">): RunningSlack => {
  if (!slack) throw new Error("the lab has no Slack");
  return slack;
};

/** Everything that a message says, blocks included. */
export const wordsOf = ({ text, blocks }: Message): string => `${text} ${JSON.stringify(blocks)}`;

export interface Sought {
  /** Part of what it says. */
  says: RegExp;
  /** In whose eyes. */
  by: string;
  /** In the thread of this one. */
  under?: Message;
  /** To nobody else. */
  alone?: boolean;
  /** With something of this `action_id` to press. */
  asks?: string;
}

const fits = (
  state: ReturnType<RunningSlack["state"]>,
  message: Message,
  { says, by, under, alone, asks }: Sought,
): boolean => {
  const user = userOf(state as Workspace, by);
  if (!user || !sees(state as Workspace, user, message) || !says.test(wordsOf(message))) return false;
  if (under && message.threadTs !== under.ts) return false;
  if (alone && message.visibleTo !== user.id) return false;
  return asks === undefined || JSON.stringify(message.blocks).includes(`"action_id":"${asks}"`);
};

/** The newest message like this, once there is one. */
export const message = (lab: RunningLab, sought: Sought): Promise<Message> =>
  eventually(`a message to ${sought.by} that says ${sought.says}`, async () => {
    const state = slackOf(lab).state();
    return state.messages.findLast((one) => fits(state, one, sought));
  });

export const press = (lab: RunningLab, user: string, { channel, ts }: Message, action: string, more?: Partial<Press>) =>
  slackOf(lab).press({ user, channel, ts, action, ...more });
