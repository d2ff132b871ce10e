import { deploy } from "./deploy.ts";
import { type Installed, installLab } from "./install.ts";
import { account, startAccount } from "./process.ts";

export interface StartOptions {
  /** 0 or absent: a free one. */
  port?: number;
  /** How many times as fast statuses advance. Default 1. */
  speed?: number;
  /** Settings file, absolute path; absent: the project's own. */
  config?: string;
  /** The folder with another cdk.json to deploy. */
  project?: string;
  /** Progress, a line at a time. */
  log?(line: string): void;
  /** Ends a start that is under way, and everything it has begun. */
  signal?: AbortSignal;
}

export interface RunningLab {
  endpoint: string;
  region: string;
  account: string;
  /** The home stack. */
  stack: string;
  /** Of the account's process. */
  pid: number;
  installed: Installed;
  /** Settles when the account has ended, for whatever reason. */
  ended: Promise<void>;
  /** Leaves no process and no temporary folder. */
  stop(): Promise<void>;
}

/** A local AWS account with the real stacks in it, deployed by the real CDK command. */
export async function startLab(options: StartOptions = {}): Promise<RunningLab> {
  const log = options.log ?? (() => {});
  const installed = await installLab(log);
  options.signal?.throwIfAborted();
  log("starting the account");
  const running = await startAccount(installed, { ...options, log: (line) => log(`account: ${line}`) });
  try {
    const { endpoint, temporary, pid, ended, stop } = running;
    const { stack, region } = await deploy({ ...options, endpoint, temporary, python: installed.python, log });
    return { endpoint, region, account, stack, pid, installed, ended, stop };
  } catch (cause) {
    await running.stop();
    throw cause;
  }
}
