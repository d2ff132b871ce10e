import { expect, test } from "@jest/globals";
import { makeHandler } from "./handler.ts";

const run = async (faults: readonly string[]) => {
  const logged: unknown[] = [];
  const handler = makeHandler({
    watch: async () => faults,
    logger: { error: (line: unknown) => void logged.push(line) },
  });
  return { answer: await handler(), logged };
};

test.each([[[]], [["rule a is missing", "rule b is DISABLED, not ENABLED"]]])(
  "the faults %j are counted and logged",
  async (faults) => {
    expect(await run(faults)).toEqual({ answer: { deadRules: faults.length }, logged: faults });
  },
);

test("what cannot be watched fails the run: its alarm tells", async () => {
  const failing = makeHandler({
    watch: () => Promise.reject(new Error("throttled")),
    logger: { error: () => undefined },
  });
  await expect(failing()).rejects.toThrow("throttled");
});
