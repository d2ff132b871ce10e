import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { isBefore, others, rowsOf, tally } from "./tally.ts";

const [early, late] = ["2026-07-01T10:00:00Z", "2026-07-02T10:00:00Z"];

describe("a tally", () => {
  test("counts, with first and last time in any order; the most frequent first", () => {
    const counts = tally();
    for (const [name, at] of [
      ["a", late],
      ["b", late],
      ["b", early],
    ] as const)
      counts.add(name, at);
    expect(counts.list()).toEqual([
      { name: "b", count: 2, first: early, last: late },
      { name: "a", count: 1, first: late, last: late },
    ]);
  });

  test("keeps no more names than its limit, and loses no act", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 3 })), (names) => {
        const counts = tally(4);
        for (const name of names) counts.add(name, early);
        const list = counts.list();
        expect(list.length).toBeLessThanOrEqual(5);
        expect(list.reduce((sum, { count }) => sum + count, 0)).toBe(names.length);
      }),
    );
  });
});

test("rows beyond the limit are one", () => {
  const rows = rowsOf(() => ({ n: 0 }), 1);
  for (const name of ["a", "b", "c", "a"]) rows.row(name).n += 1;
  expect(rows.entries()).toEqual([
    ["a", { n: 2 }],
    [others, { n: 2 }],
  ]);
});

test.each([
  [early, late, true],
  [late, early, false],
  [early, early, false],
])("%s is before %s: %s", (one, other, expected) => {
  expect(isBefore(one, other)).toBe(expected);
});
