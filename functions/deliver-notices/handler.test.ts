import { expect, test } from "@jest/globals";
import type { SQSEvent, SQSRecord } from "aws-lambda";
import { exampleNotice } from "#shared/notify/example-notice.ts";
import { rateLimited, world } from "#shared/notify/fixture.ts";
import { handler, makeHandler } from "./handler.ts";

const batch = (...bodies: unknown[]): SQSEvent => ({
  Records: bodies.map(
    (body, index) =>
      ({
        messageId: `m-${index}`,
        receiptHandle: "h",
        body: JSON.stringify(body),
        attributes: { ApproximateReceiveCount: "1" },
      }) as SQSRecord,
  ),
});

const fixture = () => {
  const all = world();
  const [buried, hidden]: [string[], number[]] = [[], []];
  const run = makeHandler({
    means: async () => all.means,
    effects: {
      hide: async (_, seconds) => void hidden.push(seconds),
      bury: async (_, { reason }) => void buried.push(reason),
      note: () => undefined,
    },
  });
  return { ...all, run, buried, hidden };
};

test("a notice is delivered; what is none goes to the dead letters", async () => {
  const { run, post, posts, buried } = fixture();
  await post(exampleNotice());
  expect(await run(batch({ id: "unowned#e-1" }, { id: "none" }, {}, null, { id: 7 }))).toEqual({
    batchItemFailures: [],
  });
  expect(posts).toHaveLength(1);
  expect(buried.toSorted()).toEqual([
    "the message names no notice: expected { id }",
    "the message names no notice: expected { id }",
    "the message names no notice: expected { id }",
    "the outbox has no notice none",
  ]);
});

test("what Slack wants later comes back when Slack says", async () => {
  const { run, post, next, hidden } = fixture();
  next.post.push(rateLimited(45));
  await post(exampleNotice());
  expect(await run(batch({ id: "unowned#e-1" }))).toEqual({ batchItemFailures: [{ itemIdentifier: "m-0" }] });
  expect(hidden).toEqual([45]);
});

test("the deployed handler answers an empty batch", async () => {
  expect(await handler(batch(), { getRemainingTimeInMillis: () => 60_000 } as never)).toEqual({
    batchItemFailures: [],
  });
});
