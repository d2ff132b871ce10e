import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { type RunningSlack, startSlack } from "../../lab/slack/start.ts";
import { exampleNotice } from "../notify/example-notice.ts";
import { settings } from "../notify/fixture.ts";
import type { Slack } from "../notify/means.ts";
import { slackMessage } from "../notify/slack-message.ts";
import { slackTrouble } from "../notify/slack-trouble.ts";
import { slackSecret } from "./secrets.ts";
import { liveSlack, slackCalls, webClient } from "./slack.ts";

/** The real client against the lab's Slack. */
let server: RunningSlack;
let slack: Slack;
beforeAll(async () => {
  server = await startSlack({ settings, botToken: "xoxb-test", signingSecret: "s" });
  slack = slackCalls(webClient("xoxb-test", server.apiUrl));
});
afterAll(() => server.stop());
beforeEach(() => server.faults([]));

const message = (id: string) => slackMessage(exampleNotice({ id }));
const since = (): string => new Date(Date.now() - 1_000).toISOString();
const troubleOf = (call: Promise<unknown>) => call.then(() => undefined, slackTrouble);

test("a message arrives as it was made", async () => {
  const posted = await slack.post({ to: "#team-a", message: message("n-1") });
  const found = server.state().messages.find(({ ts }) => ts === posted.ts);
  expect(found).toMatchObject({ channel: posted.channel, ...message("n-1") });
  expect(posted.channel).toMatch(/^C/);
});

describe("a message is found again by its notice's id", () => {
  test.each(["#team-a", "U0ALICE"])("in %s", async (to) => {
    const id = `found in ${to}`;
    const posted = await slack.post({ to, message: message(id) });
    expect(await slack.find({ to, id, since: since() })).toEqual(posted);
    expect(await slack.find({ to, id: "another", since: since() })).toBeUndefined();
  });

  test("by the channel's id as well", async () => {
    const posted = await slack.post({ to: "#team-a", message: message("by id") });
    expect(await slack.find({ to: posted.channel, id: "by id", since: since() })).toEqual(posted);
  });

  test("in its thread", async () => {
    const { ts: threadTs } = await slack.post({ to: "#team-a", message: message("first") });
    const posted = await slack.post({ to: "#team-a", threadTs, broadcast: true, message: message("reply") });
    expect(await slack.find({ to: "#team-a", threadTs, id: "reply", since: since() })).toEqual(posted);
    expect(await slack.find({ to: "#team-a", id: "reply", since: since() })).toBeUndefined();
  });

  test("among hundreds", async () => {
    const posted = await slack.post({ to: "#ops", message: message("needle") });
    for (let count = 0; count < 210; count++) await slack.post({ to: "#ops", message: message(`hay ${count}`) });
    expect(await slack.find({ to: "#ops", id: "needle", since: since() })).toEqual(posted);
  });

  test("and not by somebody who only names it in a digest", async () => {
    const digest = slackMessage(exampleNotice({ id: "digest", items: [exampleNotice({ id: "within" })] }));
    await slack.post({ to: "#team-a", message: digest });
    expect(await slack.find({ to: "#team-a", id: "within", since: since() })).toBeUndefined();
  });
});

test("what a channel's name stands for is asked once, however many messages are looked for", async () => {
  const place = { botTokenSecret: "kept", channel: "#ops", apiUrl: server.apiUrl };
  const sender = { send: async () => ({ SecretString: "xoxb-test" }) };
  await slackSecret(place.botTokenSecret, { sender: sender as never });
  server.faults([{ method: "conversations.list", effect: "error", rate: 0 }]);
  for (const id of ["one", "two"]) await (await liveSlack(place)).find({ to: "#team-a", id, since: since() });
  expect(await (await fetch(`${server.url}faults`)).json()).toMatchObject([{ asked: 1 }]);
});

test("another app's message of the same name is not ours", async () => {
  const client = webClient("xoxb-test", server.apiUrl);
  const other = { auth: { test: async () => ({ ok: true, bot_id: "B0OTHER" }) } };
  const strange = slackCalls(Object.assign(Object.create(client), other));
  await strange.post({ to: "#team-a", message: message("forged") });
  expect(await strange.find({ to: "#team-a", id: "forged", since: since() })).toBeUndefined();
  expect(await slack.find({ to: "#team-a", id: "forged", since: since() })).toBeDefined();
});

describe("what goes wrong is told at once", () => {
  test.each([
    ["429", { effect: "ratelimited" as const, retryAfter: 600 }, { kind: "later", why: "ratelimited", seconds: 600 }],
    ["5xx", { effect: "after" as const, status: 502 }, { kind: "unsure", why: "HTTP 502" }],
    ["no answer", { effect: "timeout" as const, holdMs: 5 }, { kind: "unsure", why: "no answer" }],
    ["an error in words", { effect: "error" as const, error: "is_archived" }, { kind: "refused", why: "is_archived" }],
  ])("%s", async (_, fault, trouble) => {
    server.faults([{ method: "chat.postMessage", ...fault }]);
    expect(await troubleOf(slack.post({ to: "#team-a", message: message("x") }))).toEqual(trouble);
  });

  test("a channel that is not there, a token that is not right", async () => {
    expect(await troubleOf(slack.post({ to: "#nowhere", message: message("x") }))).toMatchObject({
      why: "channel_not_found",
    });
    expect(await troubleOf(slack.find({ to: "#nowhere", id: "x", since: since() }))).toMatchObject({
      why: "channel_not_found",
    });
    const stranger = slackCalls(webClient("xoxb-wrong", server.apiUrl));
    expect(await troubleOf(stranger.post({ to: "#team-a", message: message("x") }))).toMatchObject({
      why: "invalid_auth",
    });
  });
});

test("members are found by their e-mail address", async () => {
  expect(await slack.memberByEmail("bob@example.com")).toMatch(/^U/);
  expect(await troubleOf(slack.memberByEmail("nobody@example.com"))).toEqual({
    kind: "refused",
    why: "users_not_found",
  });
});

/** https://docs.slack.dev/reference/methods: what each asks for, of every kind of conversation that a notice goes to. */
test.each([
  ["chat.postMessage", ["chat:write", "chat:write.public"]],
  ["conversations.open", ["im:write"]],
  ["conversations.list", ["channels:read", "groups:read"]],
  ["conversations.history", ["channels:history", "groups:history", "im:history"]],
  ["users.info", ["users:read"]],
  ["users.lookupByEmail", ["users:read.email"]],
])("the app's manifest asks for the scopes of %s", async (_, scopes) => {
  const manifest = await readFile("docs/slack-app.yaml", "utf8");
  const asked = [...manifest.matchAll(/^ {6}- ([\w:.]+)/gm)].map(([, scope]) => scope);
  expect(asked).toEqual(expect.arrayContaining(scopes));
});
