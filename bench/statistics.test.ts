import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { median, ratios, spread } from "./statistics.ts";

describe("median", () => {
  test.each([
    [[3], 3],
    [[9, 1, 5], 5],
    [[10, 9, 2, 1], 5.5],
  ])("of %j is %d", (values, expected) => expect(median(values)).toBe(expected));

  test("of nothing there is none", () => expect(() => median([])).toThrow("no median"));

  test("at most half of the values lie on either side, whatever their order", () => {
    fc.assert(
      fc.property(fc.array(fc.integer(), { minLength: 1 }), (values) => {
        const middle = median(values);
        const below = values.filter((value) => value < middle).length;
        const above = values.filter((value) => value > middle).length;
        return Math.max(below, above) <= values.length / 2 && middle === median(values.toReversed());
      }),
    );
  });
});

test("a spread has its ends", () => expect(spread([4, 1, 3])).toEqual({ median: 3, min: 1, max: 4 }));

describe("ratios", () => {
  test("pair the rounds: a slow round slows both", () =>
    expect(ratios([1, 10, 2], [2, 20, 4])).toEqual({ median: 0.5, min: 0.5, max: 0.5 }));

  test("need as many rounds of both", () => expect(() => ratios([1], [1, 2])).toThrow("as many rounds"));
});
