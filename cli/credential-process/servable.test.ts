import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { isServable } from "./servable.ts";

const minute = 60_000;
const start = Date.parse("2026-07-01T10:00:00Z");
const session = (lifeMs: number, issuedMs = start) => ({
  ...{ accessKeyId: "ASIA1", secretAccessKey: "s", sessionToken: "t" },
  issuedAt: new Date(issuedMs).toISOString(),
  expiresAt: new Date(issuedMs + lifeMs).toISOString(),
});

test.each<[string, number, number, boolean]>([
  ["an hour, just issued", 60, 0, true],
  ["an hour, more than 15 minutes left", 60, 44, true],
  ["an hour, 15 minutes left: botocore asks for another", 60, 45, false],
  ["an hour, over", 60, 61, false],
  ["20 minutes, the first half", 20, 9, true],
  ["20 minutes, the second half", 20, 10, false],
  ["a quarter of an hour, the least that STS gives", 15, 7, true],
  ["8 minutes, where another STS gives them", 8, 2, true],
  ["8 minutes, 5 left: no SDK uses them any more", 8, 3, false],
  ["5 minutes: never", 5, 0, false],
  ["12 hours", 720, 700, true],
])("%s", (_what, life, age, expected) => {
  const kept = { session: session(life * minute), keptMs: start };
  expect(isServable(kept, start + age * minute)).toBe(expected);
});

test("this machine's clock is an hour behind: its life counts", () => {
  const kept = { session: session(60 * minute, start + 60 * minute), keptMs: start };
  expect(isServable(kept, start + 40 * minute)).toBe(true);
  expect(isServable(kept, start + 50 * minute)).toBe(false);
});

test("this machine's clock was put back: it may be any time", () => {
  expect(isServable({ session: session(60 * minute), keptMs: start }, start - 1)).toBe(false);
});

test("what cannot be read is not served", () => {
  const kept = { session: { ...session(60 * minute), expiresAt: "never" }, keptMs: start };
  expect(isServable(kept, start)).toBe(false);
});

test("never with five minutes or less, by either clock", () => {
  const times = fc.tuple(fc.nat(50_000_000), fc.integer({ min: -9e6, max: 9e6 }), fc.nat(50_000_000));
  fc.assert(
    fc.property(times, ([life, offset, age]) => {
      const kept = { session: session(life, start + offset), keptMs: start };
      const left = Math.min(life - age, offset + life - age);
      if (isServable(kept, start + age)) expect(left).toBeGreaterThan(5 * minute);
    }),
  );
});
