import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { BadInput } from "../model/errors.ts";
import { settingsSchema } from "../model/settings.ts";
import { exampleNotice } from "../notify/example-notice.ts";
import { fakeEndpoint, md5 } from "./fake-endpoint.ts";
import { liveWatchEdges } from "./live-vendors.ts";

const settings = settingsSchema.parse({ mode: "observe", region: "us-east-1", tags: {}, teams: {}, people: {} });
let endpoint: Awaited<ReturnType<typeof fakeEndpoint>>;

beforeAll(async () => {
  endpoint = await fakeEndpoint({
    GetItem: () => ({ body: "{}" }),
    PutItem: () => ({ body: "{}" }),
    SendMessage: (body) => ({ body: JSON.stringify({ MD5OfMessageBody: md5(JSON.parse(body).MessageBody) }) }),
  });
});
afterAll(() => endpoint.close());
beforeEach(() => {
  Object.assign(process.env, {
    TABLE_NAME: "tried",
    AUDITS_URL: "https://queue/audits",
    NOTICES_URL: "https://queue/notices",
  });
  endpoint.sent.length = 0;
});

const sentTo = (operation: string): unknown[] =>
  endpoint.sent.filter((one) => one.operation === operation).map(({ body }) => JSON.parse(body));

test("an audit is asked for in its queue", async () => {
  await liveWatchEdges(settings).ask({ at: "2026-07-01T10:00:00Z" });
  expect(sentTo("SendMessage")).toMatchObject([
    { QueueUrl: "https://queue/audits", MessageBody: '{"at":"2026-07-01T10:00:00Z"}' },
  ]);
});

test("a notice is held or told as the vendor's mode says", async () => {
  const edges = liveWatchEdges(settings);
  await edges.notify(exampleNotice({ id: "a" }), "observe");
  expect([sentTo("PutItem").length, sentTo("SendMessage").length]).toEqual([1, 0]);
  await edges.notify(exampleNotice({ id: "b" }), "enforce");
  expect([sentTo("PutItem").length, sentTo("SendMessage").length]).toEqual([2, 1]);
});

test("what nobody recorded is nothing", async () => {
  const { roles, links, watchList, sessions, now } = liveWatchEdges(settings);
  expect(
    await Promise.all([roles.get("r"), links.linked(["a", "b"]), sessions.sessionByKey("k"), watchList.read()]),
  ).toEqual([undefined, undefined, undefined, {}]);
  expect(now()).toMatch(/^\d{4}-/);
});

test("a function without its table says which variable is missing", () => {
  delete process.env.TABLE_NAME;
  expect(() => liveWatchEdges(settings)).toThrow(BadInput);
});
