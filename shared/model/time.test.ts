import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { epochOf, isoAt, isWholeSeconds, isWithin, recordedTime, secondsBetween, secondsOf } from "./time.ts";

test.each([
  ["PT4H", 14_400],
  ["P1D", 86_400],
  ["P180D", 15_552_000],
  ["PT10M", 600],
  ["P1DT2H3M4S", 93_784],
  ["nonsense", 0],
])("%s is %s seconds", (duration, seconds) => {
  expect(secondsOf(duration)).toBe(seconds);
});

test("isoAt and epochOf are inverse", () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 4_000_000_000_000 }), (ms) => expect(epochOf(isoAt(ms))).toBe(ms)));
});

test.each([
  ["2026-11-22T10:00:00Z", true],
  ["2026-11-22T10:00:00.000Z", false],
  ["2026-11-22T11:00:00+01:00", false],
  ["2026-11-22T10:00:00", false],
  ["2026-11-31T10:00:00Z", false],
  ["2026-11-22", false],
  ["Sun Nov 22 2026 10:00:00 GMT", false],
  ["+010000-01-01T00:00:00Z", false],
  ["yesterday", false],
])("%s is in whole seconds: %s", (text, expected) => {
  expect(isWholeSeconds(text)).toBe(expected);
});

test("what is no time has no distance", () => {
  expect(epochOf("yesterday")).toBeUndefined();
  expect(secondsBetween("yesterday", "2026-11-22T10:00:00Z")).toBe(0);
  expect(secondsBetween("2026-11-22T10:00:00Z", "2026-11-22T10:01:30Z")).toBe(90);
});

test.each([
  ["2026-07-01T12:08:19Z", "2026-07-01T12:08:19Z"],
  ["2026-07-01T12:08:19.123Z", "2026-07-01T12:08:19.123Z"],
  ["2026-07-01T14:08:19+02:00", "2026-07-01T14:08:19+02:00"],
  ["2025-03-26 16:43:57.000000000", "2025-03-26T16:43:57.000000000Z"],
  ["2025-03-26 16:43:57", "2025-03-26T16:43:57Z"],
  ["Jul 1, 2026, 12:08:19 PM", "2026-07-01T12:08:19.000Z"],
  ["Jul 1, 2026, 12:08:19\u202fPM", "2026-07-01T12:08:19.000Z"],
  ["Jul 10, 2023 11:54:39 AM", "2023-07-10T11:54:39.000Z"],
  ["Dec 31, 2026, 12:00:00 AM", "2026-12-31T00:00:00.000Z"],
  ["Nov 18, 2017 1:21:51 AM", "2017-11-18T01:21:51.000Z"],
  ["Jan 2, 2026, 1:00:00 PM", "2026-01-02T13:00:00.000Z"],
  [1782900300000, "2026-07-01T10:05:00.000Z"],
  ["1782900300000", "2026-07-01T10:05:00.000Z"],
])("%j was recorded for %s", (recorded, iso) => {
  expect(recordedTime(recorded)).toBe(iso);
});

test.each([
  undefined,
  null,
  {},
  "",
  "yesterday",
  "2026-07-01",
  "2026-13-45T99:00:00Z",
  "2026-13-45 99:00:00",
  "2026-07-01 10:00:00+02:00",
  "Jux 1, 2026, 12:08:19 PM",
  "ulJ 1, 2026, 12:08:19 PM",
  "Jul 1, 2026, 13:08:19 PM",
  5,
  1e300,
  Number.NaN,
  "x".repeat(1_000_000),
])("%j is no recorded time", (recorded) => {
  expect(recordedTime(recorded)).toBeUndefined();
});

test.each([
  ["2026-11-22T00:00:00Z", true],
  ["2026-11-22T00:00:00.000Z", true],
  ["2026-11-28T23:59:59.999Z", true],
  ["2026-11-29T00:00:00.000Z", false],
  ["2026-11-29T00:00:00Z", false],
  ["2026-11-21T23:59:59.999Z", false],
])("%s lies in the week: %s", (at, expected) => {
  expect(isWithin(at, "2026-11-22T00:00:00Z", "2026-11-29T00:00:00.000Z")).toBe(expected);
});
