import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { fed } from "../act/dead-rules.ts";
import { expectedRules } from "../act/expected-rules.ts";
import { settingsSchema } from "../model/settings.ts";
import { fakeEndpoint, md5 } from "./fake-endpoint.ts";
import { watchRules } from "./watch-rules.ts";

const settings = settingsSchema.parse({ mode: "observe", region: "us-east-1", tags: {}, teams: {}, people: {} });
const rules = expectedRules(settings, { partition: "aws", account: "111122223333" });
const dead = new Set<string>();
const json = (value: unknown, status = 200) => ({ status, body: JSON.stringify(value) });

const find = (name: string) => rules.find(({ definition }) => definition.name === name);
const mapping = (path: string) => {
  const [, queue] = Object.entries(fed).find(([name]) => path.includes(name)) ?? [];
  return { EventSourceArn: `arn:aws:sqs:us-east-1:111122223333:${queue}`, State: "Enabled" };
};

let endpoint: Awaited<ReturnType<typeof fakeEndpoint>>;
const items = new Map<string, unknown>();
beforeAll(async () => {
  endpoint = await fakeEndpoint({
    DescribeRule: (body) => {
      const { Name } = JSON.parse(body);
      const rule = dead.has(Name) ? undefined : find(Name);
      return rule
        ? json({ State: rule.definition.state, EventPattern: JSON.stringify(rule.definition.pattern) })
        : json({ __type: "ResourceNotFoundException" }, 400);
    },
    ListTargetsByRule: (body) => json({ Targets: [{ Id: "Target", Arn: find(JSON.parse(body).Rule)?.target }] }),
    "/2015-03-31/event-source-mappings": (path) => json({ EventSourceMappings: [mapping(path)] }),
    GetItem: (body) => json({ Item: items.get(JSON.stringify(JSON.parse(body).Key)) }),
    PutItem: (body) => {
      const { Item } = JSON.parse(body);
      items.set(JSON.stringify({ pk: Item.pk, sk: Item.sk }), Item);
      return json({});
    },
    SendMessage: (body) => json({ MD5OfMessageBody: md5(JSON.parse(body).MessageBody) }),
  });
  process.env.TABLE_NAME = "sagewarden";
  process.env.NOTICES_URL = "https://queue/notices";
  process.env.TOPIC_ARN = "arn:aws:sns:us-east-1:111122223333:sagewarden-notices";
});
afterAll(() => endpoint.close());

const counted: number[] = [];
const count = ({ value }: { value: number }): void => void counted.push(value);
const told = () => [...items.values()].length;

test("all alive: nothing is said to anybody", async () => {
  expect(await watchRules(settings, count)).toEqual([]);
  expect(told()).toBe(0);
  expect(counted).toEqual([0]);
});

test("a dead rule is told once, however often we look", async () => {
  dead.add("sagewarden-session");
  const fault = "rule sagewarden-session in us-east-1 is missing";
  expect(await watchRules(settings, count)).toEqual([fault]);
  expect(await watchRules(settings, count)).toEqual([fault]);
  expect(told()).toBe(1);
  expect(counted).toEqual([0, 1, 1]);
});

test("somebody who was to be heard of and is not is told as well", async () => {
  dead.clear();
  const arn = "arn:aws:iam::111122223333:role/legacy";
  const document = JSON.stringify({ [arn]: { in: "roles", why: "outsiders", at: "2026-01-01T00:00:00Z" } });
  const key = { pk: { S: "state#watched" }, sk: { S: "state" } };
  items.set(JSON.stringify(key), { ...key, document: { S: document }, version: { N: "1" } });
  expect(await watchRules(settings, count)).toEqual([`no rule sagewarden-watch-<n> hears ${arn}`]);
});
