import { expect, test } from "@jest/globals";
import type { SQSEvent, SQSRecord } from "aws-lambda";
import type { AuditEnd } from "#shared/audit-vendors.ts";
import { RetryLater } from "#shared/model/errors.ts";
import type { AuditAsk } from "#shared/vendor-edges.ts";
import { handler, makeHandler } from "./handler.ts";

const batch = (...bodies: string[]): SQSEvent => ({
  Records: bodies.map(
    (body, index) =>
      ({
        messageId: `m-${index}`,
        receiptHandle: `m-${index}`,
        body,
        attributes: { ApproximateReceiveCount: "1" },
      }) as SQSRecord,
  ),
});

const end: AuditEnd = {
  ...{ roles: 3, findings: 2, news: 1, unknown: 0 },
  problems: [{ where: "GetRole r", what: "cannot be read" }],
};

const fixture = (audit: (ask: AuditAsk) => Promise<AuditEnd | undefined>) => {
  const [hidden, buried, logged, counted]: [string[], string[], string[], string[]] = [[], [], [], []];
  const run = makeHandler({
    audit,
    writeMetric: ({ name, value }) => void counted.push(`${name} ${value}`),
    logger: { info: (message) => void logged.push(message), warn: (message) => void logged.push(message) },
    effects: {
      hide: async (handle, seconds) => void hidden.push(`${handle} ${seconds}`),
      bury: async (_, { reason }) => void buried.push(reason),
      note: () => undefined,
    },
  });
  return { run, hidden, buried, logged, counted };
};

test("an audit is counted, and what could not be read is logged", async () => {
  const { run, logged, counted } = fixture(async () => end);
  expect(await run(batch("{}"))).toEqual({ batchItemFailures: [] });
  expect([logged, counted]).toEqual([
    ["audited", "unread"],
    ["Audited 1", "Findings 2"],
  ]);
});

test("where another has seen it, nothing is counted", async () => {
  const { run, counted } = fixture(async () => undefined);
  await run(batch("{}"));
  expect(counted).toEqual([]);
});

test("one that has to wait comes back, a bad neighbour goes to the dead letters", async () => {
  const { run, hidden, buried } = fixture(() => Promise.reject(new RetryLater("a burst", 42)));
  expect(await run(batch('{"rules":true}', "[]"))).toEqual({ batchItemFailures: [{ itemIdentifier: "m-0" }] });
  expect([hidden, buried]).toEqual([["m-0 42"], ["the message asks for no audit: expected an object"]]);
});

test("the rules are written once for all of a batch that ask for them, and fail for all", async () => {
  const asked: string[] = [];
  const { run } = fixture(async (ask) => void asked.push(JSON.stringify(ask)) as undefined);
  await run(batch('{"rules":true}', '{"rules":true}', "{}", '{"rules":true}'));
  await run(batch('{"rules":true}'));
  expect(asked.toSorted()).toEqual(['{"rules":true}', '{"rules":true}', "{}"]);
  const failing = fixture(() => Promise.reject(new RetryLater("EventBridge", 7)));
  expect((await failing.run(batch('{"rules":true}', '{"rules":true}'))).batchItemFailures).toHaveLength(2);
});

test("the deployed handler answers an empty batch", async () => {
  expect(await handler(batch(), { getRemainingTimeInMillis: () => 30_000 } as never)).toEqual({
    batchItemFailures: [],
  });
});
