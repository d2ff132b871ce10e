import { expect, test } from "@jest/globals";
import { assumeRecord, getObjectRecord, learntState, seenOf } from "../../vendors/watch/example-acts.ts";
import type { RoleState } from "../../vendors/watch/state.ts";
import { takenMoreOften } from "./taken-more-often.ts";

/** Takes the role so many times in one hour, and counts how often that was told. */
const told = (times: number, before: RoleState): number => {
  let [state, count] = [before, 0];
  for (let i = 0; i < times; i++) {
    const eventTime = `2026-07-01T10:${String(i % 60).padStart(2, "0")}:00Z`;
    const seen = seenOf({ ...assumeRecord, eventTime, eventID: `often-${i}` }, { before: state });
    count += takenMoreOften.detect(seen)?.length ?? 0;
    state = seen.after;
  }
  return count;
};
const often = Array.from({ length: 15 }, (_, i) => ({ ...assumeRecord, eventID: `usual-${i}` }));

test.each([
  ["twenty times, and once a day was usual", 20, learntState(), 0],
  ["fifty times: told once", 50, learntState(), 1],
  ["forty times, and fifteen were usual", 40, learntState(often), 0],
  ["fifty times, and fifteen were usual", 50, learntState(often), 1],
])("%s", (_what, times, before, count) => expect(told(times, before)).toBe(count));

test("what sessions do is no concern", () => expect(takenMoreOften.detect(seenOf(getObjectRecord))).toBeUndefined());
