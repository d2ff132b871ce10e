import { expect, test } from "@jest/globals";
import { assumeRecord, getObjectRecord, seenOf } from "./example-acts.ts";
import { measures, slotOf } from "./measures.ts";

const counted = (id: string, record: object) => {
  const { act, watched } = seenOf(record);
  return measures.find((measure) => measure.id === id)?.of(act, watched);
};

test("ids are there once, and few enough for the state's size", () => {
  expect(new Set(measures.map(({ id }) => id)).size).toBe(measures.length);
  expect(measures.length).toBeLessThanOrEqual(16);
});

test("taken: each time that the role was taken", () => {
  expect(counted("taken", assumeRecord)).toEqual({});
  expect(counted("taken", { ...assumeRecord, errorCode: "AccessDenied" })).toBeUndefined();
  expect(counted("taken", getObjectRecord)).toBeUndefined();
});

test("made-used: what the role made, as it acts", () => {
  expect(counted("made-used", getObjectRecord)).toBeUndefined();
  const { act, watched } = seenOf(getObjectRecord, { how: "minted", via: "key:AKIAMADE" });
  expect(measures.find(({ id }) => id === "made-used")?.of(act, watched)).toEqual({ values: ["key:AKIAMADE"] });
});

test("a span has twelve slots", () => {
  const [start, next] = [slotOf("2026-07-01T10:00:00Z", 3_600), slotOf("2026-07-01T10:05:00Z", 3_600)];
  expect(next - start).toBe(1);
  expect(slotOf("2026-07-01T10:04:59Z", 3_600)).toBe(start);
});
