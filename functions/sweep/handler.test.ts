import { expect, test } from "@jest/globals";
import type { Hold } from "#shared/model/pause.ts";
import type { SweepEnd } from "#shared/sweep/sweep.ts";
import { makeHandler } from "./handler.ts";

const counts = { resources: 7, news: 2, missed: 1, calls: 70, throttled: 0 };

const run = async (end: SweepEnd, hold?: Hold) => {
  const [untils, logged, metrics]: [number[], unknown[], unknown[]] = [[], [], []];
  const handler = makeHandler({
    sweep: async (until) => {
      untils.push(until);
      return end;
    },
    held: async () => hold,
    writeMetric: ({ name, value }) => void metrics.push([name, value]),
    logger: {
      info: (message, about) => void logged.push([message, about]),
      warn: (message, about) => void logged.push([message, about]),
    },
    now: () => 1_000_000,
  });
  const answer = await handler({}, { getRemainingTimeInMillis: () => 840_000 });
  return { answer, untils, logged, metrics };
};

test("it stops a minute before its time is up, and says what it found", async () => {
  const { answer, untils, logged, metrics } = await run({
    state: "done",
    counts,
    unread: ["us-east-1 ListModels: denied"],
  });
  expect(untils).toEqual([1_780_000]);
  expect(answer).toEqual({ state: "done", counts });
  expect(logged).toEqual([
    ["unread", { what: "us-east-1 ListModels: denied" }],
    ["done", { ...counts, unread: 1 }],
  ]);
  expect(metrics).toEqual([
    ["Missed", 1],
    ["Unread", 1],
  ]);
});

test.each([
  ["under way", 1],
  ["resting", 0],
] as const)("%s: nothing is counted yet", async (state, lines) => {
  const { logged, metrics } = await run({ state, counts, unread: [] });
  expect([logged.length, metrics]).toEqual([lines, []]);
});

test("paused: nothing is looked at", async () => {
  const { answer, untils, logged, metrics } = await run(
    { state: "done", counts, unread: [] },
    { why: "x", seconds: 9 },
  );
  expect([answer, untils, metrics]).toEqual([{ state: "paused" }, [], []]);
  expect(logged).toEqual([["paused", { why: "x" }]]);
});
