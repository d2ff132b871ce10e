import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { endsAt, isServable } from "./servable.ts";

const minute = 60_000;
const start = Date.parse("2026-07-01T10:00:00Z");
/** The machine runs since a while. */
const at = (wall: number, steady = wall) => ({ wall: start + wall, steady: 1_000_000 + steady });
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
  const kept = { session: session(life * minute), since: at(0) };
  expect(isServable(kept, at(age * minute))).toBe(expected);
});

test.each([60, -60])(
  "STS's clock is %i minutes on from this machine's: its life counts, and its end is by ours",
  (on) => {
    const kept = { session: session(60 * minute, start + on * minute), since: at(0) };
    expect(isServable(kept, at(44 * minute))).toBe(true);
    expect(isServable(kept, at(45 * minute))).toBe(false);
    for (const age of [0, 44]) expect(endsAt(kept, at(age * minute)).getTime()).toBe(start + 60 * minute);
  },
);

describe("this machine's clock was set meanwhile", () => {
  const kept = { session: session(60 * minute), since: at(0) };
  test.each<[string, number, number, boolean, number]>([
    ["back: what nobody sets tells its age", 10, 40, true, 30],
    ["back, and it has ended", 10, 70, false, 0],
    ["on: another is asked for", 70, 10, false, 0],
    ["not at all, and the machine slept", 40, 10, true, 60],
    ["not at all, and the machine was started anew", 40, -10, true, 60],
  ])("%s", (_what, wall, steady, expected, ends) => {
    const now = at(wall * minute, steady * minute);
    expect(isServable(kept, now)).toBe(expected);
    if (expected) expect(endsAt(kept, now).getTime()).toBe(start + ends * minute);
  });

  test("before it was asked for: it may be any time", () => {
    expect(isServable(kept, at(-1, 10 * minute))).toBe(false);
  });

  test("two clocks that only tick apart say the same end", () => {
    expect(endsAt(kept, at(minute, minute + 900))).toEqual(endsAt(kept, at(minute, minute - 900)));
  });
});

test("what cannot be read is not served", () => {
  const kept = { session: { ...session(60 * minute), expiresAt: "never" }, since: at(0) };
  expect(isServable(kept, at(0))).toBe(false);
});

test("never with five minutes or less, whatever the clocks", () => {
  const times = fc.tuple(fc.nat(50_000_000), fc.integer({ min: -9e6, max: 9e6 }), fc.nat(50_000_000), fc.nat(9e6));
  fc.assert(
    fc.property(times, ([life, offset, age, back]) => {
      const kept = { session: session(life, start + offset), since: at(0) };
      const now = at(age - back, age);
      if (!isServable(kept, now)) return;
      expect(life - age).toBeGreaterThan(5 * minute - 2_000);
      expect(endsAt(kept, now).getTime() - now.wall).toBeLessThanOrEqual(life - age + 2_000);
    }),
  );
});
