import { createHmac } from "node:crypto";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { LogLevel, WebClient } from "@slack/web-api";
import { BadInput } from "#shared/model/errors.ts";
import { parseSettings } from "#shared/settings/parse.ts";
import type { Press } from "./interaction.ts";
import { type RunningSlack, startSlack } from "./start.ts";

const settings = parseSettings(
  `
mode: enforce
region: us-east-1
tags: { team: { values: teams }, studiouserid: { values: people } }
teams: { TeamA: { slack: "#team-a-ml" }, TeamB: {} }
people:
  alice: { team: TeamA, email: alice@example.com, slack: U0ALICE }
  bob: { team: TeamB, email: bob@example.com }
  carol: { team: TeamB }
notices: { slack: { botTokenSecret: sagewarden/slack, channel: "#ml-platform" } }
`,
  "settings",
);
const at = Date.parse("2027-01-31T10:00:00Z");
const [botToken, signingSecret] = ["xoxb-1-right", "signing"];

const nothing = () => {};
const silent = {
  ...{ debug: nothing, info: nothing, warn: nothing, error: nothing, setLevel: nothing, setName: nothing },
  getLevel: () => LogLevel.ERROR,
};

let slack: RunningSlack;
let client: WebClient;
/** What the app was sent, and what it answers. */
let heard: { headers: Record<string, unknown>; body: string }[] = [];
let says: (body: string) => string = () => "";
let app: Server;

const listen = async () => {
  app = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const body = Buffer.concat(chunks).toString();
      heard.push({ headers: request.headers, body });
      response.end(says(body));
    });
  }).listen(0, "127.0.0.1");
  await once(app, "listening");
  return `http://127.0.0.1:${(app.address() as AddressInfo).port}/`;
};

beforeEach(async () => {
  heard = [];
  says = () => "";
  slack = await startSlack({ settings, botToken, signingSecret, now: () => at, answerUrl: await listen() });
  client = new WebClient(botToken, {
    slackApiUrl: slack.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: silent,
  });
});
afterEach(async () => {
  await slack.stop();
  app.closeAllConnections();
  app.close();
});

const plain = (text: string) => ({ type: "plain_text" as const, text });
const button = (action_id: string, value = "c1") => ({
  type: "button" as const,
  action_id,
  value,
  text: plain(action_id),
});
const blocks = [
  { type: "section" as const, text: plain("whose?") },
  {
    type: "actions" as const,
    block_id: "case:c1:1",
    elements: [
      button("claim"),
      { type: "external_select" as const, action_id: "assign" },
      { type: "datepicker" as const, action_id: "keep-until" },
      { type: "overflow" as const, action_id: "more", options: [{ text: plain("Stop"), value: "stop|c1" }] },
    ],
  },
  {
    type: "input" as const,
    block_id: "case:c1:2",
    label: plain("Why"),
    element: { type: "plain_text_input" as const, action_id: "keep-reason" },
  },
];
const metadata = { event_type: "sagewarden_notice", event_payload: { ids: "n1" } };
const post = (more = {}) =>
  client.chat.postMessage({ channel: "#team-a-ml", text: "whose?", blocks, metadata, ...more });

const other = (token?: string) => new WebClient(token, { slackApiUrl: slack.apiUrl, logger: silent });

const refusal = async (call: Promise<unknown>): Promise<unknown> => {
  const error = await call.then(
    () => undefined,
    (cause: { data?: { error: string }; retryAfter?: number; code?: string }) => cause,
  );
  return error?.data?.error ?? error?.retryAfter ?? error?.code;
};

describe("the Web API, by Slack's own client", () => {
  test("a message stands in its channel, with its metadata where it is asked for", async () => {
    const { channel = "", ts = "" } = await post();
    expect(ts).toBe("1801389600.000000");
    const [plainly, fully] = [{ channel }, { channel, include_all_metadata: true }];
    const shown = (await client.conversations.history(plainly)).messages?.[0];
    expect(shown).toMatchObject({ ts, text: "whose?", blocks: [{}, { block_id: "case:c1:1" }, {}] });
    expect(shown).not.toHaveProperty("metadata");
    expect((await client.conversations.history(fully)).messages?.[0]).toMatchObject({ metadata });
  });

  test("replies stand in the thread and not in the channel", async () => {
    const { channel = "", ts = "" } = await post();
    const reply = await post({ channel, thread_ts: ts, text: "still" });
    expect((await client.conversations.history({ channel })).messages).toMatchObject([{ ts, reply_count: 1 }]);
    const { messages } = await client.conversations.replies({ channel, ts });
    expect(messages?.map((message) => message.ts)).toEqual([ts, reply.ts]);
  });

  test("a user's id is the conversation with them", async () => {
    const { channel } = await post({ channel: "U0ALICE" });
    expect((await client.conversations.open({ users: "U0ALICE" })).channel?.id).toBe(channel);
    expect(channel).toMatch(/^D/);
  });

  test("people are found by id and address; guest and stranger are known as such", async () => {
    expect(await client.users.lookupByEmail({ email: "Bob@example.com" })).toMatchObject({ user: { name: "bob" } });
    const { team_id } = await client.auth.test();
    expect((await client.users.info({ user: "U0GUEST" })).user).toMatchObject({ is_restricted: true, team_id });
    const stranger = (await client.users.info({ user: "U0STRANGER" })).user;
    expect(stranger).toMatchObject({ is_stranger: true });
    expect(stranger?.team_id).not.toBe(team_id);
  });

  test("an ephemeral message is nobody's history, an update changes the message in its place", async () => {
    const { channel = "", ts = "" } = await post();
    await client.chat.postEphemeral({ channel, user: "U0ALICE", text: "only you" });
    await client.chat.update({ channel, ts, text: "alice's" });
    const { messages } = await client.conversations.history({ channel });
    expect(messages).toMatchObject([{ ts, text: "alice's", edited: { user: "U0SAGEWARDEN" } }]);
    expect(slack.state().messages.map(({ visibleTo }) => visibleTo)).toEqual([undefined, "U0ALICE"]);
  });

  test("history comes in pages, newest first", async () => {
    for (const text of ["1", "2", "3"]) await client.chat.postMessage({ channel: "#team-a-ml", text });
    const channel = slack.state().channels[0]?.id ?? "";
    const first = await client.conversations.history({ channel, limit: 2 });
    const cursor = first.response_metadata?.next_cursor ?? "";
    const second = await client.conversations.history({ channel, limit: 2, cursor });
    expect([...(first.messages ?? []), ...(second.messages ?? [])].map(({ text }) => text)).toEqual(["3", "2", "1"]);
    expect([first.has_more, second.has_more]).toEqual([true, false]);
  });

  test.each<[string, () => Promise<unknown>, string]>([
    ["a wrong token", () => other("xoxb-wrong").auth.test(), "invalid_auth"],
    ["no token", () => other().auth.test(), "not_authed"],
    ["an unknown channel", () => post({ channel: "#nowhere" }), "channel_not_found"],
    ["an unknown user", () => client.users.info({ user: "U0NOBODY" }), "user_not_found"],
    ["a name for an id", () => client.users.info({ user: "alice" }), "user_not_found"],
    ["an unknown address", () => client.users.lookupByEmail({ email: "x@example.com" }), "users_not_found"],
    ["nothing to say", () => post({ text: "", blocks: [] }), "no_text"],
    ["blocks that are none", () => post({ blocks: [{ type: "sectoin" }] }), "invalid_blocks"],
    ["blocks that are no list", () => post({ blocks: "x" }), "invalid_blocks_format"],
    [
      "blocks with too much text in all",
      () => post({ blocks: Array.from({ length: 4 }, () => ({ type: "section", text: plain("x".repeat(2500)) })) }),
      "msg_blocks_too_long",
    ],
    ["metadata without payload", () => post({ metadata: { event_type: "x" } }), "invalid_metadata_format"],
    ["a thread that is not", () => post({ thread_ts: "1.0" }), "thread_not_found"],
    [
      "a message that is not",
      () => client.chat.update({ channel: "#team-a-ml", ts: "1.0", text: "x" }),
      "message_not_found",
    ],
    ["an unknown method", () => client.apiCall("chat.postMassage"), "unknown_method"],
  ])("%s: refused as Slack does", async (_, call, error) => {
    expect(await refusal(call())).toBe(error);
  });

  test("JSON is taken as well as a form, and the token in the form", async () => {
    const json = await fetch(`${slack.apiUrl}chat.postMessage`, {
      method: "POST",
      headers: { "content-type": "application/json; charset=utf-8", authorization: `Bearer ${botToken}` },
      body: JSON.stringify({ channel: "#team-a-ml", text: "json", blocks }),
    });
    const form = await fetch(`${slack.apiUrl}chat.postMessage`, {
      method: "POST",
      body: new URLSearchParams({
        token: botToken,
        channel: "#team-a-ml",
        text: "form",
        blocks: JSON.stringify(blocks),
      }),
    });
    expect([await json.json(), await form.json()]).toMatchObject([{ ok: true }, { ok: true }]);
  });
});

describe("what goes wrong on demand", () => {
  test.each([
    [{ effect: "ratelimited", retryAfter: 7 }, 7, 0],
    [{ effect: "before" }, "slack_webapi_http_error", 0],
    [{ effect: "after", status: 500 }, "slack_webapi_http_error", 1],
    [{ effect: "timeout", holdMs: 10 }, "slack_webapi_request_error", 0],
    [{ effect: "timeout-after", holdMs: 10 }, "slack_webapi_request_error", 1],
    [{ effect: "error", error: "channel_not_found" }, "channel_not_found", 0],
  ] as const)("%j", async (fault, seen, kept) => {
    slack.faults([{ method: "chat.postMessage", times: 1, ...fault }]);
    expect(await refusal(post())).toBe(seen);
    expect(slack.state().messages).toHaveLength(kept);
    expect(await post()).toMatchObject({ ok: true });
  });

  test("a seeded share of the calls, the same ones each time", async () => {
    const run = async () => {
      slack.faults([{ method: "*", rate: 0.33, seed: 7, effect: "error", error: "fatal_error" }]);
      const seen = [];
      for (let call = 0; call < 60; call++) seen.push(await refusal(client.auth.test()));
      return seen;
    };
    const first = await run();
    const hit = first.filter(Boolean).length;
    expect(hit).toBeGreaterThan(10);
    expect(hit).toBeLessThan(30);
    expect(await run()).toEqual(first);
  });

  test.each([{ method: "*", effect: "boom" }, { effect: "before" }, { method: "*", effect: "before", rates: 1 }])(
    "%j is no fault",
    (rule) => expect(() => slack.faults([rule as never])).toThrow(BadInput),
  );
});

describe("a press", () => {
  let spot: { channel: string; ts: string };
  beforeEach(async () => {
    const { channel = "", ts = "" } = await post();
    spot = { channel, ts };
  });
  const payloads = () => heard.map(({ body }) => JSON.parse(new URLSearchParams(body).get("payload") ?? ""));
  const press = (action: string, more: Partial<Press> = {}) => slack.press({ user: "alice", ...spot, action, ...more });

  test("is posted as a form, signed over its raw body", async () => {
    says = () => "heard";
    expect(await press("claim")).toMatchObject({ status: 200, body: "heard" });
    const { headers, body } = heard[0] ?? { headers: {}, body: "" };
    const signature = createHmac("sha256", signingSecret)
      .update(`v0:${at / 1000}:${body}`)
      .digest("hex");
    expect(headers).toMatchObject({
      "content-type": "application/x-www-form-urlencoded",
      "x-slack-request-timestamp": String(at / 1000),
      "x-slack-signature": `v0=${signature}`,
    });
    expect(payloads()[0]).toMatchObject({
      type: "block_actions",
      user: { id: "U0ALICE", team_id: "T0SAGEWARDEN" },
      team: { id: "T0SAGEWARDEN" },
      channel: { id: spot.channel, name: "team-a-ml" },
      container: { message_ts: spot.ts, channel_id: spot.channel },
      message: { ts: spot.ts, metadata },
      actions: [{ action_id: "claim", block_id: "case:c1:1", type: "button", value: "c1" }],
    });
  });

  test("of a stranger tells the other workspace", async () => {
    await press("claim", { user: "stranger" });
    const [{ user, team }] = payloads();
    expect(user.team_id).not.toBe(team.id);
  });

  test("carries what stands in the fields", async () => {
    await press("claim", { inputs: { "keep-until": "2027-03-01", "keep-reason": "a run" } });
    expect(payloads()[0].state.values).toMatchObject({
      "case:c1:1": { "keep-until": { type: "datepicker", selected_date: "2027-03-01" } },
      "case:c1:2": { "keep-reason": { type: "plain_text_input", value: "a run" } },
    });
  });

  test.each([
    ["keep-until", "2027-03-01", { selected_date: "2027-03-01" }],
    ["more", "stop|c1", { selected_option: { value: "stop|c1" } }],
  ])("of %s says what was chosen", async (action, value, said) => {
    await press(action, { value });
    expect(payloads()[0].actions[0]).toMatchObject(said);
  });

  test("of an external select asks what there is first", async () => {
    says = (body) =>
      body.includes("block_suggestion") ? JSON.stringify({ options: [{ text: plain("Bob"), value: "bob" }] }) : "";
    await press("assign", { value: "bob", query: "bo" });
    expect(payloads()).toMatchObject([
      { type: "block_suggestion", action_id: "assign", block_id: "case:c1:1", value: "bo" },
      { actions: [{ selected_option: { text: plain("Bob"), value: "bob" } }] },
    ]);
    await expect(press("assign", { value: "mallory" })).rejects.toThrow("mallory is not offered: bob");
  });

  test("can be forged, late, and sent again", async () => {
    const { request } = await press("claim", {});
    await slack.press({ user: "alice", ...spot, action: "claim" }, { secret: "guessed", at: at / 1000 - 600 });
    await slack.send(request);
    const stamps = heard.map(({ headers }) => headers["x-slack-request-timestamp"]);
    expect(stamps).toEqual([String(at / 1000), String(at / 1000 - 600), String(at / 1000)]);
    expect(heard[2]?.body).toBe(heard[0]?.body);
    expect(heard[1]?.headers["x-slack-signature"]).not.toBe(heard[0]?.headers["x-slack-signature"]);
  });

  test.each<[string, Partial<Press>]>([
    ["nobody", { user: "mallory" }],
    ["another message", { ts: "1.0" }],
    ["a button that is not there", { action: "undo" }],
    ["another block", { block: "case:c2:1" }],
    ["a choice that is not there", { action: "more", value: "stop|c2" }],
  ])("by or on %s is refused here already", async (_, more) => {
    await expect(press("claim", more)).rejects.toThrow(BadInput);
    expect(heard).toEqual([]);
  });

  test("in somebody else's conversation is refused", async () => {
    const { channel = "", ts = "" } = await post({ channel: "U0ALICE" });
    await expect(slack.press({ user: "bob", channel, ts, action: "claim" })).rejects.toThrow("bob sees no message");
  });

  const respond = async (answer: object) => {
    await press("claim");
    const { response_url } = payloads().at(-1);
    return (await fetch(response_url, { method: "POST", body: JSON.stringify(answer) })).json();
  };

  test("is answered to its presser alone, by the response URL", async () => {
    expect(await respond({ text: "thank you" })).toMatchObject({ ok: true });
    expect(slack.state().messages[1]).toMatchObject({ text: "thank you", visibleTo: "U0ALICE", channel: spot.channel });
  });

  test("is answered in the message's place", async () => {
    await respond({ replace_original: true, text: "alice's" });
    expect(slack.state().messages).toMatchObject([{ ...spot, text: "alice's", blocks: [] }]);
  });
});

describe("the address", () => {
  test("state and page are this machine's own", async () => {
    const state = await (await fetch(`${slack.url}state`)).json();
    expect(state).toMatchObject({ users: expect.any(Array), messages: [] });
    expect((await fetch(slack.url)).headers.get("content-type")).toMatch("text/html");
  });

  test("a form of another page presses nothing", async () => {
    const answer = await fetch(`${slack.url}press`, { method: "POST", body: "{}" });
    expect(answer.status).toBe(400);
  });
});
