import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { exampleIncident, later } from "../contain/example-incident.ts";
import type { Incident } from "../model/incident.ts";
import { isBefore, isOutdated, withAbuse } from "./stamp-again.ts";

const stamped = (seconds: number, change: Partial<Incident> = {}): Incident =>
  exampleIncident({
    ...{ phase: "contained", upTo: "sessions", cutAt: later(seconds) },
    rungs: [{ rung: "sessions", status: "done", evidence: { detail: "", at: later(seconds) } }],
    ...change,
  });

test("in whatever order abuse is told and stamped: the stamp is outdated as long as the newest session lives", () => {
  const event = fc.record({ seconds: fc.integer({ min: 0, max: 50 }), isStamp: fc.boolean() });
  fc.assert(
    fc.property(fc.array(event, { maxLength: 20 }), (events) => {
      let row = stamped(0);
      let [cut, newest] = [0, Number.NEGATIVE_INFINITY];
      for (const { seconds, isStamp } of events) {
        if (isStamp) {
          cut = Math.max(cut, seconds);
          row = { ...stamped(cut), ...(row.abused ? { abused: row.abused } : {}) };
        } else {
          newest = Math.max(newest, seconds);
          row = withAbuse(row, { at: later(seconds), why: "w" });
        }
        expect(isOutdated(row)).toBe(newest >= cut);
      }
    }),
  );
});

test.each<[string, Partial<Incident>]>([
  ["no cut was made yet", { cutAt: undefined as never }],
  ["it is put back", { phase: "restoring" }],
  ["it waits for a person", { phase: "held" }],
])("is not noted where %s", (_, change) => {
  const row = stamped(0, change);
  expect(withAbuse(row, { at: later(60), why: "w" })).toBe(row);
});

test("a stamp denies what began before its second", () => {
  expect([-1, 0, 1].map((seconds) => isBefore({ at: later(0), why: "" }, later(seconds)))).toEqual([
    false,
    false,
    true,
  ]);
  expect(isBefore(undefined, later(0))).toBe(true);
});
