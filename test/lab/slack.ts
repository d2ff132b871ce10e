import type { Press } from "../../lab/slack/interaction.ts";
import { newest, type Sought } from "../../lab/slack/sought.ts";
import type { RunningSlack } from "../../lab/slack/start.ts";
import type { Message } from "../../lab/slack/workspace.ts";
import type { RunningLab } from "../../lab/start.ts";
import { eventually } from "./harness.ts";

export const slackOf = ({ slack }: Pick<RunningLab, "slack">): RunningSlack => {
  if (!slack) throw new Error("the lab has no Slack");
  return slack;
};

/** The newest message like this, once there is one. */
export const message = (lab: RunningLab, sought: Sought): Promise<Message> =>
  eventually(`a message to ${sought.by} that says ${sought.says}`, async () => newest(slackOf(lab).state(), sought));

export const press = (lab: RunningLab, user: string, { channel, ts }: Message, action: string, more?: Partial<Press>) =>
  slackOf(lab).press({ user, channel, ts, action, ...more });
