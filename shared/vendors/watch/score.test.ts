import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { severities } from "../../model/finding.ts";
import { isoAt } from "../../model/time.ts";
import { addSignal, containmentScore, scoreAt, weights } from "./score.ts";

const start = 1_780_000_000_000;
const at = (hours: number): string => isoAt(start + hours * 3_600_000);

type Told = { signal: string; severity: (typeof severities)[number]; hours: number; learnt: boolean };
const add = (told: readonly Told[]) =>
  told.reduce<ReturnType<typeof addSignal>>(
    (parts, { signal, hours, ...rest }) => addSignal(parts, signal, { ...rest, at: at(hours) }),
    {},
  );
const told = fc
  .record({
    signal: fc.constantFrom("a", "b", "c", "d", "e", "f", "g", "h"),
    severity: fc.constantFrom(...severities),
    hours: fc.integer({ min: 0, max: 48 }),
  })
  .map((one) => ({ ...one, learnt: one.signal > "d" }));

describe("what one signal weighs", () => {
  test.each(severities.map((severity) => [severity, weights[severity]] as const))("%s: %d", (severity, weight) => {
    expect(scoreAt(add([{ signal: "a", severity, hours: 0, learnt: false }]), at(0))).toBe(weight);
  });

  test("half after six hours, nothing after a day", () => {
    const parts = add([{ signal: "a", severity: "critical", hours: 0, learnt: false }]);
    expect([0, 6, 12, 24].map((hours) => scoreAt(parts, at(hours)))).toEqual([100, 50, 25, 0]);
  });

  test("repeated a hundred times, one and a half times as much", () => {
    const low = { signal: "a", severity: "low", hours: 0, learnt: false } as const;
    expect(scoreAt(add(Array.from({ length: 100 }, () => low)), at(0))).toBe(8);
  });
});

test("0 to 100, and a further signal never lowers it", () => {
  fc.assert(
    fc.property(fc.array(told, { maxLength: 30 }), told, fc.integer({ min: 48, max: 72 }), (before, further, hours) => {
      const [without, withIt] = [scoreAt(add(before), at(hours)), scoreAt(add([...before, further]), at(hours))];
      expect(without).toBeGreaterThanOrEqual(0);
      expect(withIt).toBeLessThanOrEqual(100);
      expect(withIt).toBeGreaterThanOrEqual(without);
    }),
  );
});

test("what was learnt never reaches containment alone", () => {
  fc.assert(
    fc.property(fc.array(told, { maxLength: 60 }), (all) => {
      const parts = add(all.map((one) => ({ ...one, learnt: true })));
      for (const hours of [0, 24, 48]) expect(scoreAt(parts, at(hours))).toBeLessThan(containmentScore);
    }),
  );
});

test("no order of records changes it by more than rounding", () => {
  const distinct = fc.uniqueArray(told, { selector: ({ signal }) => signal, maxLength: 8 });
  fc.assert(
    fc.property(distinct, (all) => {
      expect(Math.abs(scoreAt(add(all), at(48)) - scoreAt(add(all.toReversed()), at(48)))).toBeLessThanOrEqual(1);
    }),
  );
});
