import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { RetryLater } from "../model/errors.ts";
import { exampleSession } from "../record/example-rows.ts";
import { fakeEndpoint } from "./fake-endpoint.ts";
import { liveSessions } from "./live-sessions.ts";
import { liveTable, retryOf } from "./live-table.ts";

let endpoint: Awaited<ReturnType<typeof fakeEndpoint>>;
let isThrottled = false;
const answer = () =>
  isThrottled
    ? { status: 400, body: '{"__type":"com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException"}' }
    : { body: '{"Items":[]}' };

beforeAll(async () => {
  endpoint = await fakeEndpoint({ GetItem: answer, PutItem: answer, Query: answer });
  process.env.TABLE_NAME = "sagewarden";
});
afterAll(() => endpoint.close());

test("the table's four calls", async () => {
  const table = liveTable("sagewarden");
  expect(await table.get({ pk: "p", sk: "s" })).toBeUndefined();
  expect(await table.put({ pk: "p", sk: "s", document: "{}" })).toEqual({ stored: true });
  expect(await table.under("p", "s")).toEqual([]);
  expect(await table.index("open", "open")).toEqual([]);
});

test("a session is two items", async () => {
  endpoint.sent.length = 0;
  await liveSessions({ receiveCount: 1, messageId: "" }).saveSession(exampleSession());
  expect(endpoint.sent.map(({ body }) => JSON.parse(body).Item.pk.S).sort()).toEqual([
    "role-session#AROAEXAMPLE#alice%40example.com#1795341600",
    "session#ASIAEXAMPLE",
  ]);
});

test("throttled beyond the SDK's second try, it comes again", async () => {
  endpoint.sent.length = 0;
  isThrottled = true;
  const reading = liveTable("sagewarden", { receiveCount: 5, messageId: "" }).get({ pk: "p", sk: "s" });
  await expect(reading).rejects.toThrow(RetryLater);
  await expect(reading).rejects.toMatchObject({ seconds: 16 });
  expect(endpoint.sent).toHaveLength(2);
});

test("the more often it came, the later it comes again", () => {
  const seconds = [1, 2, 3, 8].map((receiveCount) => retryOf({ receiveCount, messageId: "" })());
  expect(seconds).toEqual([1, 2, 4, 128]);
  expect(retryOf()()).toBe(4);
});
