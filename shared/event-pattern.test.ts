import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { grouped } from "./event-pattern.ts";

test("each item is in one group, in its order, and no two neighbours would fit into one", () => {
  const most = 10;
  const fits = (group: readonly number[]): boolean => group.reduce((sum, one) => sum + one, 0) <= most;
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 12 })), (items) => {
      const groups = grouped(items, fits);
      expect(groups.flat()).toEqual(items);
      for (const group of groups) expect(group.length === 1 || fits(group)).toBe(true);
      groups.slice(1).forEach((group, index) => {
        expect(fits([...(groups[index] ?? []), ...group.slice(0, 1)])).toBe(false);
      });
    }),
  );
});
