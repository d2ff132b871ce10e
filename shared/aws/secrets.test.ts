import { describe, expect, test } from "@jest/globals";
import { fakeClient } from "../../test/fake-client.ts";
import { slackSecret } from "./secrets.ts";

const now = Date.parse("2026-11-22T10:00:00Z");
const answering = (SecretString: string) => fakeClient({ GetSecretValue: { SecretString } });
let names = 0;
/** Each test asks for a secret of its own: the process keeps what it read. */
const fresh = (): string => `sagewarden/slack-${names++}`;

describe("a secret is", () => {
  test.each<[string, string, object | undefined]>([
    ["JSON", '{"botToken":"xoxb-1","signingSecret":"s"}', { botToken: "xoxb-1", signingSecret: "s" }],
    ["JSON without a signing secret", '{"botToken":"xoxb-1"}', { botToken: "xoxb-1" }],
    ["JSON with an empty one", '{"botToken":"xoxb-1","signingSecret":""}', { botToken: "xoxb-1" }],
    ["the bare token", "xoxb-1", { botToken: "xoxb-1" }],
    ["the bare token and a line break", "xoxb-1\n", { botToken: "xoxb-1" }],
    ["nothing", "", undefined],
    ["broken JSON, which no error quotes", '{"botToken":"xoxb-1"', undefined],
    ["JSON of something else", '{"password":"p"}', undefined],
  ])("%s", async (_, text, secret) => {
    expect(await slackSecret(fresh(), { sender: answering(text), now })).toEqual(secret);
  });
});

test("it is asked for by its name, and kept for five minutes", async () => {
  const [name, sender] = [fresh(), answering("xoxb-1")];
  await slackSecret(name, { sender, now });
  await slackSecret(name, { sender, now: now + 299_999 });
  expect(sender.sent).toEqual([{ operation: "GetSecretValue", input: { SecretId: name } }]);
  await slackSecret(name, { sender, now: now + 300_000 });
  expect(sender.sent).toHaveLength(2);
});

test("whoever needs a newer one gets it, at most as often as its age says", async () => {
  const [name, sender] = [fresh(), answering("xoxb-1")];
  await slackSecret(name, { sender, now });
  for (const later of [1_000, 59_000, 60_000, 61_000])
    await slackSecret(name, { sender, now: now + later, maxAge: 60 });
  expect(sender.sent).toHaveLength(2);
});

test("no such secret is no secret, and is kept as well", async () => {
  const gone = Object.assign(new Error("no"), { name: "ResourceNotFoundException" });
  const [name, sender] = [fresh(), fakeClient({ GetSecretValue: gone })];
  expect(await slackSecret(name, { sender, now })).toBeUndefined();
  expect(await slackSecret(name, { sender, now: now + 1_000 })).toBeUndefined();
  expect(sender.sent).toHaveLength(1);
});

test("another error comes as it is, and is not kept", async () => {
  const throttled = Object.assign(new Error("no"), { name: "ThrottlingException" });
  const [name, sender] = [fresh(), fakeClient({ GetSecretValue: [throttled, { SecretString: "xoxb-1" }] })];
  await expect(slackSecret(name, { sender, now })).rejects.toBe(throttled);
  expect(await slackSecret(name, { sender, now })).toEqual({ botToken: "xoxb-1" });
});
