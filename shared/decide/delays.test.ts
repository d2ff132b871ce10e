import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { isoAt } from "../model/time.ts";
import { evidenceWindow, isSettled, lastReceive, retryDelay, settleDelay } from "./delays.ts";

const created = 1_800_000_000_000;

test("settling takes fewer deliveries than the queue allows, and ends on time", () => {
  let age = 0;
  let looks = 1;
  while (!isSettled(isoAt(created), isoAt(created + age * 1000), 1)) {
    age += settleDelay(isoAt(created), isoAt(created + age * 1000));
    looks++;
  }
  expect(age).toBe(evidenceWindow);
  expect(looks).toBeLessThan(lastReceive);
});

test("the first looks are a second apart: evidence is usually only that late", () => {
  expect([0, 1, 2, 3].map((age) => settleDelay(isoAt(created), isoAt(created + age * 1000)))).toEqual([1, 1, 1, 1]);
});

test("retries grow, stay within SQS's limits and depend only on the message", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1000 }), fc.string(), (count, id) => {
      const delay = retryDelay(count, id);
      expect(Number.isInteger(delay) && delay >= 1 && delay <= 375).toBe(true);
      expect(retryDelay(count, id)).toBe(delay);
      expect(retryDelay(count + 1, id)).toBeGreaterThanOrEqual(delay / 1.25 - 1);
    }),
  );
});

test("a failure after many looks at missing evidence does not wait longer than half the creation's age", () => {
  expect(retryDelay(20, "m", 60)).toBeLessThanOrEqual(38);
  expect(retryDelay(20, "m", 0)).toBe(1);
  expect(retryDelay(2, "m", 3_600)).toBe(retryDelay(2, "m"));
});

test("a record from the future is not settled and waits at least a second", () => {
  expect(isSettled(isoAt(created + 60_000), isoAt(created), 1)).toBe(false);
  expect(settleDelay(isoAt(created + 60_000), isoAt(created))).toBe(1);
});

test("the last receive settles whatever the age", () => {
  expect(isSettled(isoAt(created), isoAt(created), lastReceive)).toBe(true);
});
