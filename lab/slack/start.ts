import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Settings } from "#shared/model/settings.ts";
import { makeFaults, type SlackFault } from "./faults.ts";
import type { Press, SignedRequest } from "./interaction.ts";
import { makePresses, type Pressed, type Signing } from "./presses.ts";
import { makeRoutes } from "./routes.ts";
import { type State, stateOf } from "./state.ts";
import { timestamps, workspaceOf } from "./workspace.ts";

export interface SlackOptions {
  settings: Pick<Settings, "teams" | "people" | "notices">;
  botToken: string;
  signingSecret: string;
  /** 0 or absent: a free one. */
  port?: number;
  /** Epoch milliseconds. Default: the wall clock. */
  now?(): number;
  /** Where interactions are posted: the function URL. */
  answerUrl?: string;
}

export interface RunningSlack {
  /** The page that shows the messages. */
  url: string;
  /** Base address of the Web API, with a slash at its end. */
  apiUrl: string;
  state(): State;
  /** Does what a click does; answers what the app said to it. */
  press(press: Press, signing?: Signing): Promise<Pressed>;
  /** Posts a request to the answer URL as it is. */
  send(request: SignedRequest): Promise<Pressed>;
  /** Replaces the rules of what goes wrong. */
  faults(rules: readonly SlackFault[]): void;
  setAnswerUrl(url: string): void;
  stop(): Promise<void>;
}

/** A Slack of this machine's own: Web API, interactions, and a page. */
export const startSlack = async (options: SlackOptions): Promise<RunningSlack> => {
  const now = options.now ?? Date.now;
  const workspace = workspaceOf(options.settings);
  const stopping = new AbortController();
  const faults = makeFaults();
  const server = createServer().listen(options.port ?? 0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const nextTs = timestamps(now);
  const presses = makePresses({ ...options, now, nextTs, workspace, url, signal: stopping.signal });
  server.on("request", makeRoutes({ ...options, nextTs, workspace, faults, presses, signal: stopping.signal }));
  return {
    url,
    apiUrl: `${url}api/`,
    state: () => stateOf(workspace),
    press: presses.press,
    send: presses.send,
    faults: faults.replace,
    setAnswerUrl: presses.setAnswerUrl,
    stop: async () => {
      stopping.abort();
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
};
