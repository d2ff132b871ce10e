import { createHmac } from "node:crypto";
import type { LambdaFunctionURLEvent } from "aws-lambda";
import { type Settings, settingsSchema } from "../model/settings.ts";

/** What the tests of this folder start from: one workspace, a directory, and a button that alice pressed. */
export const signingSecret = "8f742231b10e8888abcd99yyyzzz85a5";
export const at = "2026-11-22T10:00:00Z";
export const seconds = Date.parse(at) / 1000;
export const caseId = "abcdefghijklmnopqrstuv";

export const settings: Settings = settingsSchema.parse({
  mode: "enforce",
  region: "us-east-1",
  tags: { team: { values: "teams" }, studiouserid: { values: "people" } },
  teams: { TeamA: { approvers: ["anna"] }, TeamB: { approvers: ["boris"] } },
  people: {
    alice: { team: "TeamA", slack: "U0ALICE" },
    anton: { team: "TeamA", slack: "U0ANTON" },
    anna: { team: "TeamA", slack: "U0ANNA" },
    bob: { team: "TeamB", slack: "U0BOB" },
    boris: { team: "TeamB", slack: "U0BORIS" },
    root: { team: "TeamB", slack: "U0ROOT" },
    gone: { team: "TeamA", slack: "U0GONE", left: "2026-03-31" },
    twin: { team: "TeamA", slack: "U0TWINS" },
    twine: { team: "TeamA", slack: "U0TWINS" },
    silent: { team: "TeamB" },
  },
  approvers: ["root"],
  notices: { slack: { botTokenSecret: "sagewarden/slack" } },
});

/** As Slack sends it, shortened to what is read. */
export const pressed = (change: object = {}): Record<string, unknown> => ({
  type: "block_actions",
  token: "a-verification-token",
  user: { id: "U0ALICE", username: "alice", name: "alice", team_id: "T0OURS" },
  team: { id: "T0OURS", domain: "ours" },
  channel: { id: "C0TEAMA", name: "team-a-ml" },
  container: { type: "message", message_ts: "1795341500.000100", channel_id: "C0TEAMA", is_ephemeral: false },
  message: { ts: "1795341500.000100", text: "Nobody is proven to own a new Model", blocks: [] },
  response_url: "https://hooks.slack.com/actions/T0OURS/1/abc",
  actions: [
    { action_id: "claim", block_id: `case:${caseId}:0`, type: "button", value: caseId, action_ts: "1795341600.1" },
  ],
  ...change,
});

export const formOf = (payload: object): string => new URLSearchParams({ payload: JSON.stringify(payload) }).toString();

export const signatureOf = (
  body: string | Uint8Array,
  timestamp: string,
  secret = signingSecret,
  version = "v0",
): string => `${version}=${createHmac("sha256", secret).update(`${version}:${timestamp}:`).update(body).digest("hex")}`;

export interface Sent {
  body: string;
  timestamp: string;
  signature: string;
  headers: Record<string, string>;
  method: string;
  isBase64Encoded: boolean;
}

/** A request in which nothing is wrong, as a function URL hands it over; or with one thing changed after it was signed. */
export const urlEvent = (body = formOf(pressed()), change: Partial<Sent> = {}): LambdaFunctionURLEvent => {
  const timestamp = change.timestamp ?? String(seconds);
  const signature = change.signature ?? signatureOf(body, timestamp);
  const isBase64Encoded = change.isBase64Encoded ?? true;
  return {
    version: "2.0",
    headers: change.headers ?? {
      "content-type": "application/x-www-form-urlencoded",
      "x-slack-request-timestamp": timestamp,
      "x-slack-signature": signature,
    },
    requestContext: { http: { method: change.method ?? "POST" } },
    isBase64Encoded,
    body: change.body ?? (isBase64Encoded ? Buffer.from(body).toString("base64") : body),
  } as unknown as LambdaFunctionURLEvent;
};
