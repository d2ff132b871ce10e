import { expect, test } from "@jest/globals";
import { exampleRow } from "#shared/record/example-rows.ts";
import { makeHandler } from "./handler.ts";

const run = async (count: number) => {
  const logged: unknown[] = [];
  const late = Array.from({ length: count }, (_, index) => exampleRow({ eventId: `e-${index}` }));
  const told: string[] = [];
  const handler = makeHandler({
    tellPause: async () => void told.push("pause"),
    count: async () => late,
    logger: { warn: (...line: unknown[]) => void logged.push(line) },
  });
  return { answer: await handler(), logged, told };
};

test("nothing is unaccounted: nothing is logged", async () => {
  expect(await run(0)).toEqual({ answer: { unaccounted: 0 }, logged: [], told: ["pause"] });
});

test("each is logged by its ids", async () => {
  const { answer, logged } = await run(1);
  expect(answer).toEqual({ unaccounted: 1 });
  expect(logged).toEqual([["unaccounted", { eventId: "e-0", arn: exampleRow().resource.arn }]]);
});

test("of very many twenty are logged", async () => {
  const { answer, logged } = await run(500);
  expect(answer).toEqual({ unaccounted: 500 });
  expect(logged).toHaveLength(20);
});

test("a failed count fails the run: its alarm tells", async () => {
  const failing = makeHandler({
    count: () => Promise.reject(new Error("throttled")),
    tellPause: async () => undefined,
    logger: { warn: () => undefined },
  });
  await expect(failing()).rejects.toThrow("throttled");
});
