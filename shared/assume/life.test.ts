import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { hasEnded, isDue } from "./life.ts";

const minutes = (count: number): number => count * 60_000;

test.each([
  [15, 7.5],
  [40, 20],
  [60, 40],
  [720, 700],
])("of %d minutes it is due after %d", (life, due) => {
  const at = (age: number) => isDue({ lifeMs: minutes(life), ageMs: minutes(age) });
  expect([at(0), at(due - 0.01), at(due)]).toEqual([false, false, true]);
});

test("it is due before it ends, and stays so", () => {
  const ms = fc.nat(minutes(720));
  fc.assert(
    fc.property(ms, ms, fc.nat(), (lifeMs, ageMs, later) => {
      if (hasEnded({ lifeMs, ageMs })) expect(isDue({ lifeMs, ageMs })).toBe(true);
      if (isDue({ lifeMs, ageMs })) expect(isDue({ lifeMs, ageMs: ageMs + later })).toBe(true);
    }),
  );
});
