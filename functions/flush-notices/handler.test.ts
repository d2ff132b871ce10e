import { expect, test } from "@jest/globals";
import { makeHandler } from "./handler.ts";

const run = async (stranded: number) => {
  const logged: unknown[] = [];
  const handler = makeHandler({
    flush: async () => ({ stranded, digests: 2, weekly: 1 }),
    logger: { warn: (...line: unknown[]) => void logged.push(line) },
  });
  return { answer: await handler(), logged };
};

test("digests are usual: nothing is logged", async () => {
  expect(await run(0)).toEqual({ answer: { stranded: 0, digests: 2, weekly: 1 }, logged: [] });
});

test("stranded notices are worth a line", async () => {
  expect(await run(3)).toEqual({
    answer: { stranded: 3, digests: 2, weekly: 1 },
    logged: [["queued again", { stranded: 3 }]],
  });
});

test("what fails fails the run: its alarm tells", async () => {
  const failing = makeHandler({
    flush: () => Promise.reject(new Error("throttled")),
    logger: { warn: () => undefined },
  });
  await expect(failing()).rejects.toThrow("throttled");
});
