import { expect, test } from "@jest/globals";
import { everythingFound, nothingFound } from "./fixture.ts";
import { summaryOf } from "./summary.ts";

const shares = (proof: typeof everythingFound) =>
  summaryOf(proof).flatMap(({ actor, level, shares: all }) =>
    all.filter(({ asked }) => asked > 0).map(({ state, asked, allowed }) => [actor, level, state, allowed, asked]),
  );

test("under own what a team works with, elsewhere what must be denied", () => {
  expect(shares(everythingFound)).toEqual([
    ["other-team", "Write", "own", 0, 1],
    ["other-team", "Write", "other", 2, 2],
  ]);
  expect(shares(nothingFound)).toEqual([["other-team", "Write", "other", 0, 1]]);
});
