import { clientsOf, root } from "../../../lab/demo/clients.ts";
import type { Stage } from "../../../lab/demo/stage.ts";
import { type Clock, clockOf } from "../../../lab/process.ts";
import type { Press, SignedRequest } from "../../../lab/slack/interaction.ts";
import type { Pressed, Signing } from "../../../lab/slack/presses.ts";
import type { State } from "../../../lab/slack/state.ts";
import type { RunningLab } from "../../../lab/start.ts";
import type { Condition } from "./condition.ts";

/** A lab's Slack, by way of jest's own process. */
export interface LeasedSlack {
  url: string;
  state(): Promise<State>;
  press(press: Press, signing?: Signing): Promise<Pressed>;
  send(request: SignedRequest): Promise<Pressed>;
}

/** A lab that is this file's alone until it gives it back. */
export interface LeasedLab extends Clock, Pick<RunningLab, "endpoint" | "region" | "account" | "stack" | "installed"> {
  slack: LeasedSlack;
  /** What the demo finds in its account, made by the first who asks. */
  stage(): Promise<Stage>;
  giveBack(condition: Condition): Promise<void>;
}

const call = async <Answer>(name: string, ...args: readonly unknown[]): Promise<Answer> => {
  const pool = process.env.SAGEWARDEN_LAB_POOL;
  if (!pool) throw new Error("no pool of labs: jest.config.ts opens it");
  const answer = await fetch(`${pool}${name}`, { method: "POST", body: JSON.stringify(args) });
  const body = (await answer.json()) as Answer;
  if (!answer.ok) throw new Error(`${name}: ${String(body)}`);
  return body;
};

interface Leased extends Pick<RunningLab, "endpoint" | "region" | "account" | "stack" | "installed"> {
  id: string;
  slackUrl: string;
}

export const leaseLab = async (wanted: Condition): Promise<LeasedLab> => {
  const { id, slackUrl, ...lab } = await call<Leased>("lease", wanted);
  const slack = <Answer>(method: string, ...args: readonly unknown[]) => call<Answer>("slack", id, method, args);
  let clock = await clockOf(lab.endpoint);
  const change = async (name: "setSpeed" | "skip", by: number): Promise<void> => {
    await call(name, id, by);
    clock = await clockOf(lab.endpoint);
  };
  return {
    ...lab,
    now: () => clock.now(),
    setSpeed: (speed) => change("setSpeed", speed),
    skip: (seconds) => change("skip", seconds),
    slack: {
      url: slackUrl,
      state: () => slack("state"),
      press: (press, signing) => slack("press", press, ...(signing ? [signing] : [])),
      send: (request) => slack("send", request),
    },
    stage: async () => {
      const place = { endpoint: lab.endpoint, region: lab.region, account: lab.account };
      return { place, root: clientsOf(place, root), ...(await call<Omit<Stage, "place" | "root">>("stage", id)) };
    },
    giveBack: (condition) => call("release", id, condition),
  };
};
