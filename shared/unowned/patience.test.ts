import { describe, expect, test } from "@jest/globals";
import { CannotAct } from "../act/classify.ts";
import { RetryLater, StaleRow } from "../model/errors.ts";
import { retryStep } from "./patience.ts";

const named = (name: string, message = "no"): Error => Object.assign(new Error(message), { name });
const throttled = named("ThrottlingException", "Rate exceeded");

describe("when a step that failed is tried again", () => {
  test.each<[string, Error, number, number | undefined]>([
    ["throttled", throttled, 1, 2],
    ["throttled again", throttled, 5, 32],
    ["throttled for long", throttled, 40, 900],
    ["throttled for a day", throttled, 100, undefined],
    ["later, as it says", new RetryLater("soon", 7.2), 1, 8],
    ["somebody else wrote", new StaleRow("moved on"), 3, 1],
    ["denied", named("AccessDeniedException"), 1, 60],
    ["denied for two hours", named("AccessDeniedException"), 12, undefined],
    ["not possible", new CannotAct("no call"), 1, 5],
    ["still not possible", new CannotAct("no call"), 2, undefined],
    ["what nobody knows", new Error("?"), 1, 30],
    ["what nobody knows, still", new Error("?"), 6, undefined],
  ])("%s", (_, error, attempt, seconds) => {
    const decision = retryStep(error, attempt);
    expect(decision).toEqual(
      seconds === undefined ? { shouldRetry: false } : { shouldRetry: true, delay: { seconds } },
    );
  });

  test("a fault of the service may last most of a day", () => {
    let [seconds, attempt] = [0, 1];
    for (let next = retryStep(throttled, attempt); next.shouldRetry; next = retryStep(throttled, ++attempt))
      seconds += (next.delay as { seconds: number }).seconds;
    expect(seconds).toBeGreaterThan(20 * 3_600);
    expect(seconds).toBeLessThan(25 * 3_600);
  });
});
