import { expect, test } from "@jest/globals";
import { callRecord, getObjectRecord, learntState } from "../../vendors/watch/example-acts.ts";
import { play, quiet } from "./support/fixtures.ts";
import { volumeSpike } from "./volume-spike.ts";

const GiB = 2 ** 30;
const read = (bytesTransferredOut: unknown) => ({ ...getObjectRecord, additionalEventData: { bytesTransferredOut } });

test("more bytes than ever, and more than a GiB, once", () => {
  const before = learntState();
  expect(play(volumeSpike, [read(0.6 * GiB), read(0.6 * GiB), read(5 * GiB)], { before })).toEqual([
    { index: 1, severity: "high", details: [expect.stringContaining("more than 1 GiB read within a day")] },
  ]);
});

test("three times the most that was learnt is the limit where that is more", () => {
  const before = learntState([read(10 * GiB)]);
  expect(play(volumeSpike, [read(29 * GiB)], { before })).toEqual([]);
  expect(play(volumeSpike, [read(29 * GiB), read(2 * GiB)], { before })).toEqual([
    { index: 1, severity: "high", details: [expect.stringContaining("more than 30 GiB")] },
  ]);
});

test("ten thousand reads are no spike, twenty thousand and one are", () => {
  const before = { ...learntState(), windows: { "objects-read": window(20_000) } };
  expect(play(volumeSpike, [read(1)], { before })).toEqual([
    { index: 0, severity: "high", details: [expect.stringContaining("20000 objects read")] },
  ]);
  const fewer = { ...learntState(), windows: { "objects-read": window(10_000) } };
  expect(play(volumeSpike, [read(1)], { before: fewer })).toEqual([]);
});

/** Counted an hour and a half before the records that are played. */
const window = (count: number) => ({
  seconds: 86_400,
  values: {},
  counts: { [String(Math.floor(Date.parse("2026-07-01T08:30:00Z") / 7_200_000))]: count },
});

test.each([[-5], ["5"], [Number.NaN], [null]])("bytes that are none: %j", (bytes) => {
  expect(play(volumeSpike, [read(bytes)], { before: learntState() })).toEqual([]);
});

quiet(volumeSpike, [
  ["a usual read", getObjectRecord],
  ["another service", callRecord("iam", "GetUser", null)],
]);
