import { expect, test } from "@jest/globals";
import { makeHandler } from "./handler.ts";

const run = async (stranded: number) => {
  const logged: unknown[] = [];
  const handler = makeHandler({
    flush: async () => ({ stranded, digests: 2 }),
    weekly: async () => 1,
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

test.each(["flush", "weekly"])(
  "where the %s fails the other is done, and the run fails: its alarm tells",
  async (failing) => {
    const done: string[] = [];
    const part = async (name: string): Promise<never> => {
      if (name === failing) throw new Error("throttled");
      done.push(name);
      return undefined as never;
    };
    const handler = makeHandler({
      flush: () => part("flush"),
      weekly: () => part("weekly"),
      logger: { warn: () => undefined },
    });
    await expect(handler()).rejects.toThrow("throttled");
    expect(done).toEqual(["flush", "weekly"].filter((name) => name !== failing));
  },
);
