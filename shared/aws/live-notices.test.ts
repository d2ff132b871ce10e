import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { exampleNotice } from "../notify/example-notice.ts";
import { settings, topicArn } from "../notify/fixture.ts";
import { flushNotices } from "../notify/flush.ts";
import { memoryTable } from "../record/memory-ledger.ts";
import { fakeEndpoint, md5 } from "./fake-endpoint.ts";
import { liveDigests, liveNotify, liveWeekly } from "./live-notices.ts";

const json = (value: unknown) => ({ body: JSON.stringify(value) });

let endpoint: Awaited<ReturnType<typeof fakeEndpoint>>;
beforeAll(async () => {
  endpoint = await fakeEndpoint({
    PutItem: () => json({}),
    Query: () => json({ Items: [] }),
    SendMessage: (body) => json({ MD5OfMessageBody: md5(JSON.parse(body).MessageBody) }),
  });
  Object.assign(process.env, { TABLE_NAME: "sagewarden", TOPIC_ARN: topicArn, NOTICES_URL: "https://queue/notices" });
});
afterAll(() => endpoint.close());

const operations = (): string[] => endpoint.sent.splice(0).map(({ operation }) => operation);

test("a notice goes into the outbox, and its id on the queue", async () => {
  const table = memoryTable();
  await liveNotify(table, settings)(exampleNotice());
  expect(table.items().map(({ pk }) => pk)).toEqual(["notice#unowned#e-1"]);
  expect(endpoint.sent.map(({ body }) => JSON.parse(body).MessageBody)).toEqual(['{"id":"unowned#e-1"}']);
});

test("what is stranded and what is due are two queries", async () => {
  operations();
  expect(await flushNotices(liveDigests(settings))).toEqual({ stranded: 0, digests: 0 });
  expect(operations()).toEqual(["Query", "Query"]);
});

test("the weekly digest reads the ledger and goes into the outbox", async () => {
  const { read, post } = liveWeekly(settings);
  operations();
  const period = { from: "2026-11-15T00:00:00Z", to: "2026-11-22T00:00:00Z" };
  expect(await read(period)).toEqual({ creations: [], cases: [], exemptions: [] });
  await post(exampleNotice({ id: "weekly", type: "digest" }));
  expect(new Set(operations())).toEqual(new Set(["Query", "PutItem", "SendMessage"]));
});
