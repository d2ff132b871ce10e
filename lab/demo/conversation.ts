import { DescribeNotebookInstanceCommand } from "@aws-sdk/client-sagemaker";
import { newest, type Sought } from "../slack/sought.ts";
import type { RunningSlack } from "../slack/start.ts";
import { poll } from "./poll.ts";
import type { Stage } from "./stage.ts";

const slackOf = ({ place }: Stage): RunningSlack => {
  if (!place.slack) throw new Error("the demo's settings name no Slack");
  return place.slack;
};

/** Presses what is asked, once it is. The first press meets a function that is just starting: people press again. */
export const answer = async (slack: RunningSlack, sought: Sought & { asks: string }): Promise<void> => {
  const { channel, ts } = await poll(`question to ${sought.by}`, async () => newest(slack.state(), sought));
  await poll("answer to a press", async () => {
    const { status } = await slack.press({ user: sought.by, channel, ts, action: sought.asks });
    return status === 200 || undefined;
  });
};

/** alice says in Slack that it is hers; dave, an approver, says so too. */
export const claimed = async (stage: Stage, name: string): Promise<void> => {
  const slack = slackOf(stage);
  const says = new RegExp(`\\b${name}\\b`);
  await answer(slack, { by: "alice", says, asks: "claim" });
  await answer(slack, { by: "dave", says, asks: "confirm" });
};

/** `stopped` once somebody was reminded, the notebook has stopped, and that was told. */
export const stopped = async (stage: Stage, name: string): Promise<string | undefined> => {
  const { messages } = slackOf(stage).state();
  const told = (words: RegExp): boolean => messages.some(({ text }) => words.test(text) && text.includes(name));
  const command = new DescribeNotebookInstanceCommand({ NotebookInstanceName: name });
  const { NotebookInstanceStatus } = await stage.root.sagemaker.send(command);
  const isOver = told(/Still nobody/) && NotebookInstanceStatus === "Stopped" && told(/was stopped/);
  return isOver ? "stopped" : undefined;
};
