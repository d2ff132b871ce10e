import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { BadInput, RetryLater } from "../model/errors.ts";
import { exampleSession } from "../record/example-rows.ts";
import { fakeEndpoint } from "./fake-endpoint.ts";
import { liveSessions } from "./live-sessions.ts";

let endpoint: Awaited<ReturnType<typeof fakeEndpoint>>;
let isThrottled = false;

beforeAll(async () => {
  const throttled = '{"__type":"com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException"}';
  endpoint = await fakeEndpoint({ PutItem: () => (isThrottled ? { status: 400, body: throttled } : { body: "{}" }) });
});
afterAll(() => endpoint.close());
beforeEach(() => {
  process.env.TABLE_NAME = "tried";
  isThrottled = false;
  endpoint.sent.length = 0;
});
const save = (receiveCount = 1): Promise<void> =>
  liveSessions({ receiveCount, messageId: "" }).saveSession(exampleSession());

test("a session is written to the table that the stack named, and read from nowhere", async () => {
  await save();
  const sent = endpoint.sent.map(({ operation, body }) => [operation, JSON.parse(body).TableName]);
  expect(new Set(sent.map(String))).toEqual(new Set(["PutItem,tried"]));
});

test("a session that could not be written comes again, the later the more often it came", async () => {
  isThrottled = true;
  await expect(save(3)).rejects.toThrow(RetryLater);
  await expect(save(5)).rejects.toMatchObject({ seconds: 16 });
});

test("a function without its table says which variable is missing", () => {
  delete process.env.TABLE_NAME;
  expect(() => liveSessions({ receiveCount: 1, messageId: "" })).toThrow(BadInput);
  expect(() => liveSessions({ receiveCount: 1, messageId: "" })).toThrow("TABLE_NAME");
});
