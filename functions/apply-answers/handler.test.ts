import { expect, test } from "@jest/globals";
import type { SQSEvent, SQSRecord } from "aws-lambda";
import { at, pressed, settings } from "#shared/answer/fixtures.ts";
import { exampleEdges } from "#shared/contain/example-edges.ts";
import { RetryLater } from "#shared/model/errors.ts";
import { memoryTable } from "#shared/record/memory-ledger.ts";
import { handler, makeHandler } from "./handler.ts";

const batch = (...bodies: unknown[]): SQSEvent => ({
  Records: bodies.map(
    (body, index) =>
      ({
        messageId: `m-${index}`,
        receiptHandle: "h",
        body: typeof body === "string" ? body : JSON.stringify(body),
        attributes: { ApproximateReceiveCount: "1" },
      }) as SQSRecord,
  ),
});

const fixture = (workspace: () => Promise<string> = async () => "T0THEIRS") => {
  const [buried, hidden, replies]: [string[], number[], unknown[]] = [[], [], []];
  const never = () => Promise.reject(new Error("nothing is written"));
  const run = makeHandler({
    settings: async () => settings,
    apply: async (known) => ({
      settings: known,
      cases: { get: async () => undefined, update: never },
      ledger: { creations: async () => [], update: never },
      exemptions: { get: async () => undefined, put: never },
      slack: { workspace, user: async () => undefined },
      incidents: exampleEdges(known, memoryTable(), () => at).edges,
      send: never,
      wake: never,
      notify: never,
      respond: async (_, reply) => void replies.push(reply),
    }),
    effects: {
      hide: async (_, seconds) => void hidden.push(seconds),
      bury: async (_, { reason }) => void buried.push(reason),
      note: () => undefined,
    },
  });
  return { run, buried, hidden, replies };
};

test("a press is answered; a bad neighbour is in the dead letters", async () => {
  const { run, buried, replies } = fixture();
  expect(await run(batch("{", { receivedAt: at, payload: pressed() }))).toEqual({ batchItemFailures: [] });
  expect(buried).toEqual(["the body is not JSON"]);
  expect(replies).toHaveLength(1);
});

test("while Slack does not tell who pressed, the answer waits", async () => {
  const { run, hidden } = fixture(() => Promise.reject(new RetryLater("Slack's auth.test: ratelimited", 30)));
  expect(await run(batch({ receivedAt: at, payload: pressed() }))).toEqual({
    batchItemFailures: [{ itemIdentifier: "m-0" }],
  });
  expect(hidden).toEqual([30]);
});

test("the deployed handler answers an empty batch", async () => {
  expect(await handler(batch(), { getRemainingTimeInMillis: () => 60_000 } as never)).toEqual({
    batchItemFailures: [],
  });
});
