import { expect, test } from "@jest/globals";
import { RetryLater, StaleRow } from "../model/errors.ts";
import { IamRefusal } from "../model/role-image.ts";
import { retryStep } from "./patience.ts";

const named = (name: string): Error => Object.assign(new Error("no"), { name });
const seconds = (error: Error, attempt: number) => {
  const { shouldRetry, delay } = retryStep(error, attempt);
  return shouldRetry ? (delay as { seconds: number }).seconds : undefined;
};

test.each([
  ["throttled", named("ThrottlingException"), [1, 2, 4, 8, 16, 30, 30]],
  ["somebody wrote at the same time", new StaleRow("moved on"), [1, 2, 4]],
  ["not yet", new RetryLater("not yet", 60), [1, 2, 4]],
  ["our own role may not", named("AccessDenied"), [1, 2, 4, 8, undefined]],
  ["what IAM will not do", new IamRefusal("full", "LimitExceeded"), [undefined]],
  ["a fault of ours", new TypeError("x is undefined"), [1, 2, 4, 8, undefined]],
])("%s", (_, error, expected) => {
  expect(expected.map((__, index) => seconds(error, index + 1))).toEqual(expected);
});

test("a fault of the service is outwaited for an hour, not for ever", () => {
  const all = Array.from({ length: 200 }, (_, index) => seconds(named("ServiceUnavailable"), index + 1));
  const waits = all.slice(0, all.indexOf(undefined)) as number[];
  expect(waits.reduce((sum, each) => sum + each, 0)).toBeGreaterThan(3_400);
  expect(waits.length).toBeLessThan(150);
});
