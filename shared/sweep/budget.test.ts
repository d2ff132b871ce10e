import { describe, expect, test } from "@jest/globals";
import { isThrottle, type Operation, requestBudget } from "./budget.ts";
import { fakeClock } from "./fake-clock.ts";

const region = "us-east-1";
const models: Operation = { region, service: "sagemaker", name: "ListModels" };

const failure = (name: string, more: object = {}): Error => Object.assign(new Error(name), { name, ...more });

/** A service that limits each operation by itself. */
const limited = (perSecond: number, burst: number, clock = fakeClock()) => {
  const buckets = new Map<string, { level: number; at: number }>();
  const call =
    (name: string, latency = 20) =>
    async (): Promise<string> => {
      await clock.after(latency);
      const { level, at } = buckets.get(name) ?? { level: burst, at: clock.now() };
      const filled = Math.min(burst, level + ((clock.now() - at) / 1_000) * perSecond);
      buckets.set(name, { level: filled >= 1 ? filled - 1 : filled, at: clock.now() });
      if (filled < 1) throw failure("ThrottlingException");
      return name;
    };
  return { clock, call };
};

describe("under a limit that nobody has told", () => {
  test("every call is answered, in 1.1 times the ideal, and operations do not wait for each other", async () => {
    const { clock, call } = limited(2, 5);
    const budget = requestBudget({ clock });
    const pages = async (operation: Operation, count: number): Promise<number> => {
      for (let page = 0; page < count; page++) await budget.run(operation, call(operation.name));
      return clock.now() / 1_000;
    };
    const jobs = { ...models, name: "ListTrainingJobs" };
    const tags = { region, service: "tagging", name: "GetResources" };
    const [first, second, third] = await Promise.all([pages(models, 200), pages(jobs, 200), pages(tags, 30)]);
    expect(Math.max(first, second)).toBeLessThanOrEqual((1.1 * (200 - 5)) / 2);
    expect(third).toBeLessThanOrEqual((1.1 * (30 - 5)) / 2 + 1.5);
    const { calls, throttled } = budget.counts();
    expect(calls).toBe(430 + throttled);
    expect(throttled / calls).toBeLessThan(0.06);
  });

  test("what was learnt is said, and saves the next sweep the search", async () => {
    const { clock, call } = limited(4, 4);
    const first = requestBudget({ clock });
    for (let page = 0; page < 100; page++) await first.run(models, call("ListModels"));
    expect(Object.keys(first.learnt())).toEqual(["us-east-1 sagemaker ListModels"]);
    const learnt = first.learnt()["us-east-1 sagemaker ListModels"];
    expect(learnt?.rate).toBeCloseTo(4, 0);
    expect(learnt?.burst).toBeGreaterThan(1);
    await clock.sleep(60_000);
    const second = requestBudget({ clock, learnt: first.learnt() });
    for (let page = 0; page < 100; page++) await second.run(models, call("ListModels"));
    expect(second.counts().throttled).toBeLessThanOrEqual(first.counts().throttled / 2);
  });
});

test("the same seed gives the same run, another one another", async () => {
  const ends = async (seed: number): Promise<number> => {
    const { clock, call } = limited(1, 3);
    const budget = requestBudget({ clock, seed });
    for (let page = 0; page < 50; page++) await budget.run(models, call("ListModels"));
    return clock.now();
  };
  expect(await ends(1)).toBe(await ends(1));
  expect(await ends(2)).not.toBe(await ends(1));
});

/** Answers the errors in turn, then "done". */
const failing = (errors: readonly Error[]) => {
  let asked = 0;
  return async (): Promise<string> => {
    const error = errors[asked++];
    if (error) throw error;
    return "done";
  };
};

describe("errors", () => {
  test("a fault is tried again, four times", async () => {
    const fault = failure("InternalFailure");
    const clock = fakeClock();
    expect(await requestBudget({ clock }).run(models, failing(Array(4).fill(fault)))).toBe("done");
    expect(clock.now()).toBe(7_500);
    await expect(requestBudget({ clock }).run(models, failing(Array(5).fill(fault)))).rejects.toThrow(fault);
  });

  test("what no try can mend comes at once", async () => {
    const denied = failure("AccessDeniedException");
    const clock = fakeClock();
    await expect(requestBudget({ clock }).run(models, failing([denied]))).rejects.toThrow(denied);
    expect(clock.now()).toBe(0);
  });

  test.each([
    [failure("ThrottlingException"), true],
    [failure("ThrottledException"), true],
    [failure("Whatever", { $metadata: { httpStatusCode: 429 } }), true],
    [failure("InternalFailure"), false],
  ])("%s is a throttle: %p", (error, is) => expect(isThrottle(error)).toBe(is));
});
