import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { agreed, both, either, not, type Truth, truthOf } from "./truth.ts";

const truth = fc.constantFrom<Truth>("yes", "no", "maybe");
const known = fc.boolean();

test("what is known is as in logic", () => {
  fc.assert(
    fc.property(fc.array(known, { minLength: 1 }), (values) => {
      const truths = values.map((value) => truthOf(value));
      expect(both(...truths)).toBe(truthOf(values.every(Boolean)));
      expect(either(...truths)).toBe(truthOf(values.some(Boolean)));
    }),
  );
});

test("what is not known never turns into an answer that one of its values contradicts", () => {
  const values = (of: Truth): readonly Truth[] => (of === "maybe" ? ["yes", "no"] : [of]);
  fc.assert(
    fc.property(truth, truth, (one, other) => {
      for (const [operation, result] of [
        [both, both(one, other)],
        [either, either(one, other)],
      ] as const) {
        const possible = values(one).flatMap((a) => values(other).map((b) => operation(a, b)));
        expect(new Set(possible).size === 1 ? possible[0] : "maybe").toBe(result);
      }
      expect(not(not(one))).toBe(one);
      expect(agreed(one, other)).toBe(one === other ? one : "maybe");
    }),
  );
});

test("nothing at all: all of it holds, none of it does", () => {
  expect([both(), either(), truthOf(undefined)]).toEqual(["yes", "no", "maybe"]);
});
