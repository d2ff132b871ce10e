import { expect, test } from "@jest/globals";
import { at, pressed, settings, signingSecret, urlEvent } from "#shared/answer/fixtures.ts";
import { handler, makeHandler } from "./handler.ts";

test("a press is put into the queue", async () => {
  const queue: object[] = [];
  const run = makeHandler({
    settings: async () => settings,
    signingSecret: async () => signingSecret,
    claim: async () => true,
    enqueue: async (answer) => void queue.push(answer),
    refused: () => undefined,
    now: () => at,
  });
  expect(await run(urlEvent())).toEqual({ statusCode: 200, body: "" });
  const { token: _, ...payload } = pressed();
  expect(queue).toEqual([{ receivedAt: at, payload }]);
});

test("the deployed handler refuses a stranger, and counts", async () => {
  const lines: string[] = [];
  const write = process.stdout.write;
  process.stdout.write = ((line: string) => lines.push(line) > 0) as typeof write;
  try {
    const answer = await handler(urlEvent("x", { method: "GET" }), { getRemainingTimeInMillis: () => 10_000 } as never);
    expect(answer).toEqual({ statusCode: 401, body: "" });
  } finally {
    process.stdout.write = write;
  }
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    expect.objectContaining({ reason: "method", ForgedAnswer: 1 }),
  ]);
});
