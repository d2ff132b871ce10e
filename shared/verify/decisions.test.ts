import { expect, test } from "@jest/globals";
import { isPossible, mostClosed, mostOpen } from "./decisions.ts";

const all = (["implicitDeny", "allowed", "explicitDeny", "ambiguous"] as const).map((decision) => ({ decision }));

test("what is not clear counts as possible", () => {
  expect(all.filter(isPossible).map(({ decision }) => decision)).toEqual(["allowed", "ambiguous"]);
});

test("one that is open is enough; one that is closed too", () => {
  const [, , explicit, ambiguous] = all;
  expect(mostOpen(all)?.decision).toBe("allowed");
  expect(mostOpen(all.filter(({ decision }) => decision !== "allowed"))).toBe(ambiguous);
  expect(mostClosed(all)).toBe(explicit);
  expect(mostClosed(all.filter(isPossible))).toBe(ambiguous);
});

test("of equals the first, of none nothing", () => {
  const same = [1, 2].map((number) => ({ decision: "ambiguous" as const, number }));
  expect([mostOpen(same), mostClosed(same)]).toEqual([same[0], same[0]]);
  expect([mostOpen([]), mostClosed([])]).toEqual([undefined, undefined]);
});
