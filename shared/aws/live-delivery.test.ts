import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { type RunningSlack, startSlack } from "../../lab/slack/start.ts";
import type { Settings } from "../model/settings.ts";
import { deliverNotice } from "../notify/deliver.ts";
import { exampleNotice } from "../notify/example-notice.ts";
import { settings, topicArn } from "../notify/fixture.ts";
import { fakeEndpoint } from "./fake-endpoint.ts";
import { liveMeans } from "./live-delivery.ts";

const json = (value: unknown, status = 200) => ({ status, body: JSON.stringify(value) });
const xml = (operation: string, result: string) => ({
  body: `<${operation}Response xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><${operation}Result>${result}</${operation}Result></${operation}Response>`,
});

/** AWS as far as notices need it, and the lab's Slack. */
let endpoint: Awaited<ReturnType<typeof fakeEndpoint>>;
let slack: RunningSlack;
let known: Settings;
const items = new Map<string, Record<string, unknown>>();
const keyOf = ({ pk, sk }: Record<string, unknown>): string => JSON.stringify([pk, sk]);
beforeAll(async () => {
  slack = await startSlack({ settings, botToken: "xoxb-test", signingSecret: "s" });
  known = {
    ...settings,
    notices: { ...settings.notices, slack: { botTokenSecret: "sagewarden/slack", apiUrl: slack.apiUrl } },
  };
  endpoint = await fakeEndpoint({
    GetItem: (body) => json({ Item: items.get(keyOf(JSON.parse(body).Key)) }),
    PutItem: (body) => {
      const { Item } = JSON.parse(body);
      items.set(keyOf(Item), Item);
      return json({});
    },
    GetSecretValue: () => json({ SecretString: JSON.stringify({ botToken: "xoxb-test", signingSecret: "s" }) }),
    Publish: () => xml("Publish", "<MessageId>m-1</MessageId>"),
    GetTopicAttributes: () => xml("GetTopicAttributes", "<Attributes></Attributes>"),
  });
  Object.assign(process.env, { TABLE_NAME: "sagewarden", TOPIC_ARN: topicArn });
});
afterAll(async () => {
  await endpoint.close();
  await slack.stop();
});

const operations = (): string[] => endpoint.sent.splice(0).map(({ operation }) => operation);

test("it is delivered over AWS and Slack as they are spoken to", async () => {
  const means = liveMeans(known, { receiveCount: 1, messageId: "m" });
  await means.outbox.open(exampleNotice({ studiouserid: "bob" }), { held: false });
  operations();
  await deliverNotice("unowned#e-1", means);
  expect(slack.state().messages).toHaveLength(1);
  expect(new Set(operations())).toEqual(new Set(["GetItem", "GetSecretValue", "PutItem", "Publish"]));
  expect(await means.outbox.get("unowned#e-1")).toMatchObject({ state: "told" });
});

test("a member that was looked up is not looked up again", async () => {
  const means = liveMeans(known);
  slack.faults([{ method: "users.lookupByEmail", effect: "error", error: "fatal_error" }]);
  expect(await means.slack.memberByEmail("bob@example.com")).toMatch(/^U/);
  await expect(means.slack.memberByEmail("alice@example.com")).rejects.toMatchObject({
    data: { error: "fatal_error" },
  });
});

test("a topic is asked for its confirmed subscriptions", async () => {
  expect(await liveMeans(known).topics.confirmed(topicArn)).toBe(0);
});

test("settings without Slack never ask for it", async () => {
  const means = liveMeans({ ...settings, notices: { digest: "P7D" } });
  await expect(means.slack.memberByEmail("x@example.com")).rejects.toThrow("the settings name no Slack");
});
