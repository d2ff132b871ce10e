import { readSettings } from "../infra/settings.ts";
import { deploy } from "./deploy.ts";
import { type Installed, installLab } from "./install.ts";
import { type AccountProcess, account, type Clock, startAccount } from "./process.ts";
import { connectSlack, openSlack } from "./slack/connect.ts";
import type { RunningSlack } from "./slack/start.ts";

export interface StartOptions {
  /** 0 or absent: a free one. */
  port?: number;
  /** How many times as fast time passes in the account. Absent: it is the wall clock's, and stays so. */
  speed?: number;
  /** Settings file, absolute path; absent: the project's own. */
  config?: string;
  /** The folder with another cdk.json to deploy. Absent: what SAGEWARDEN_LAB_PROJECT says, else this project. */
  project?: string;
  /** Progress, a line at a time. */
  log?(line: string): void;
  /** Ends a start that is under way, and everything it has begun. */
  signal?: AbortSignal;
}

export interface RunningLab extends Clock {
  endpoint: string;
  region: string;
  account: string;
  /** The home stack. */
  stack: string;
  /** Of the account's process. */
  pid: number;
  installed: Installed;
  /** Where the settings name Slack. */
  slack: RunningSlack | undefined;
  /** Settles when the account has ended, for whatever reason. */
  ended: Promise<void>;
  /** Leaves no process and no temporary folder. */
  stop(): Promise<void>;
}

/** A local AWS account with the real stacks in it, deployed by the real CDK command, and a Slack where the settings name one. */
export async function startLab(options: StartOptions = {}): Promise<RunningLab> {
  const log = options.log ?? (() => {});
  const settings = readSettings(options.config, "");
  const installed = await installLab(log);
  options.signal?.throwIfAborted();
  log("starting the account");
  const running = await startAccount(installed, { ...options, log: (line) => log(`account: ${line}`) });
  let slack: RunningSlack | undefined;
  const stop = async (): Promise<void> => {
    await Promise.all([slack?.stop(), running.stop()]);
  };
  try {
    slack = await openSlack(settings, running);
    const { endpoint, pid, ended, now, setSpeed, skip } = running;
    const { stack, region } = await deploy(deployOptions(options, { running, installed, slack, log }));
    if (slack) await connectSlack(slack, { endpoint, region, stack });
    return { endpoint, region, account, stack, pid, installed, slack, now, setSpeed, skip, ended, stop };
  } catch (cause) {
    await stop();
    throw cause;
  }
}

interface Begun {
  running: AccountProcess;
  installed: Installed;
  slack: RunningSlack | undefined;
  log(line: string): void;
}

const deployOptions = (options: StartOptions, { running, installed, slack, log }: Begun) => ({
  ...options,
  ...projectOf(options),
  endpoint: running.endpoint,
  temporary: running.temporary,
  python: installed.python,
  slackApi: slack?.apiUrl,
  log,
});

const projectOf = ({ project = process.env.SAGEWARDEN_LAB_PROJECT }: StartOptions) => (project ? { project } : {});
