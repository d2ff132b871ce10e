import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { Pause } from "../model/pause.ts";
import { isoAt } from "../model/time.ts";
import { dueBefore, endOf, holdOf, inForce, longestPause, neverPaused, readPause } from "./pause.ts";

const hour = 3_600_000;
const noon = Date.UTC(2026, 10, 29, 12);
const at = (hours: number): string => isoAt(noon + hours * hour);
const pause: Pause = { from: at(0), until: at(2), reason: "a migration", by: "arn:ops", containment: false };

describe("what the parameter holds", () => {
  test.each([pause, { ...pause, containment: true }, { ...pause, endedBy: "arn:bob" }])("%j is a pause", (one) => {
    expect(readPause(JSON.stringify(one))).toEqual(one);
  });

  test("before anybody has paused there is none", () => {
    expect(readPause(neverPaused)).toBeUndefined();
  });

  test.each([
    ["nothing", ""],
    ["no JSON", "{"],
    ["a list", "[]"],
    ["null", "null"],
    ["a word", '"paused"'],
    ["no end", JSON.stringify({ ...pause, until: undefined })],
    ["no time", JSON.stringify({ ...pause, from: "soon" })],
    ["a time as a number", JSON.stringify({ ...pause, until: noon })],
    ["no reason", JSON.stringify({ ...pause, reason: "" })],
    ["nobody", JSON.stringify({ ...pause, by: undefined })],
    ["containment as a word", JSON.stringify({ ...pause, containment: "no" })],
    ["an end by a number", JSON.stringify({ ...pause, endedBy: 1 })],
  ])("%s is refused, and the error says what is allowed", (_, text) => {
    expect(() => readPause(text)).toThrow(/expected a (JSON object|pause: from, until)/);
  });
});

describe("whether it holds", () => {
  test.each([
    ["before it begins", -0.01, undefined],
    ["when it begins", 0, 7_200],
    ["in its middle", 1, 3_600],
    ["just before its end", 2 - 1 / 3_600, 1],
    ["at its end", 2, undefined],
  ])("%s", (_, hours, seconds) => {
    expect(holdOf(pause, "resources", at(hours))?.seconds).toBe(seconds);
  });

  test("it says who, why and until when", () => {
    expect(holdOf(pause, "resources", at(1))?.why).toBe(`paused until ${at(2)} by arn:ops: a migration`);
  });

  test.each([
    ["containment goes on", pause, "containment", false],
    ["unless the pause says so", { ...pause, containment: true }, "containment", true],
    ["what cannot be read holds resources", "unreadable", "resources", true],
    ["and no containment", "unreadable", "containment", false],
    ["nobody has paused", undefined, "resources", false],
  ] as const)("%s", (_, stored, what, isHeld) => {
    expect(holdOf(stored, what, at(1)) !== undefined).toBe(isHeld);
  });

  test("written by hand, it ends 4 hours after its beginning", () => {
    const long = { ...pause, until: at(24 * 365) };
    expect(endOf(long)).toBe(at(4));
    expect(inForce(long, at(4))).toBeUndefined();
    expect(longestPause).toBe("PT4H");
  });

  test("whatever is written, nothing is held for more than 4 hours from its beginning, nor before it", () => {
    const hours = fc.double({ min: -1_000, max: 1_000, noNaN: true });
    fc.assert(
      fc.property(hours, hours, hours, fc.boolean(), (from, until, now, containment) => {
        const stored = { ...pause, from: at(from), until: at(until), containment };
        for (const what of ["resources", "containment"] as const) {
          const hold = holdOf(stored, what, at(now));
          if (!hold) continue;
          expect(now).toBeGreaterThanOrEqual(from - 1e-6);
          expect(now).toBeLessThan(Math.min(until, from + 4));
          expect(hold.seconds).toBeGreaterThan(0);
          expect(hold.seconds).toBeLessThanOrEqual(4 * 3_600);
        }
      }),
    );
  });
});

describe("which creations had their time", () => {
  const patience = 20 * 60;
  test.each([
    ["nobody has paused", undefined, 1, at(1 - 1 / 3)],
    ["it cannot be read", "unreadable", 1, at(1 - 1 / 3)],
    ["the pause has not begun", pause, -1, at(-1 - 1 / 3)],
    ["it has begun", pause, 0, at(-1 / 3)],
    ["it is on", pause, 1.9, at(-1 / 3)],
    ["it has just ended", pause, 2.3, at(-1 / 3)],
    ["its time is over", pause, 2 + 1 / 3, at(2)],
  ] as const)("%s", (_, stored, now, before) => {
    expect(dueBefore(stored, at(now), patience)).toBe(before);
  });
});
