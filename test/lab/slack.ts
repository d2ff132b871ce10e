import type { Press } from "../../lab/slack/interaction.ts";
import { newest, type Sought } from "../../lab/slack/sought.ts";
import type { Message } from "../../lab/slack/workspace.ts";
import { eventually } from "./harness.ts";
import type { LeasedLab } from "./pool/lease.ts";

/** The newest message like this, once there is one. */
export const message = (lab: LeasedLab, sought: Sought): Promise<Message> =>
  eventually(`a message to ${sought.by} that says ${sought.says}`, async () => newest(await lab.slack.state(), sought));

export const press = (lab: LeasedLab, user: string, { channel, ts }: Message, action: string, more?: Partial<Press>) =>
  lab.slack.press({ user, channel, ts, action, ...more });
