import { expect, test } from "@jest/globals";
import { scheduleOf } from "./schedules.ts";
import { simulate } from "./simulate.ts";

/** 10,000 by hand: SIMULATOR_RUNS=10000. One number is one schedule: SIMULATOR_SEED with SIMULATOR_RUNS=1 plays it again. */
const runs = Number(process.env.SIMULATOR_RUNS ?? 150);
const from = Number(process.env.SIMULATOR_SEED ?? 20_261_129);

/** Each has shown something that was wrong. */
const telling = [555_661, 20_263_727, 20_265_576, 50_001_886, 60_000_373, 70_000_300];

test.each(telling)("schedule %i, which once went wrong", async (seed) => {
  const { violations, log } = await simulate(scheduleOf(seed));
  if (violations.length > 0) throw new Error(`seed ${seed}: ${violations.join("; ")}\n${log.join("\n")}`);
  expect(log.length).toBeGreaterThan(0);
});

test(`${runs} schedules: contained means contained, or somebody is told`, async () => {
  for (let seed = from; seed < from + runs; seed++) {
    const { violations, log } = await simulate(scheduleOf(seed));
    if (violations.length > 0) throw new Error(`seed ${seed}: ${violations.join("; ")}\n${log.join("\n")}`);
  }
  expect(runs).toBeGreaterThan(0);
}, 7_200_000);
