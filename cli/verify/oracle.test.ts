import { expect, test } from "@jest/globals";
import type { AskAll } from "#shared/verify/cells/second-opinion.ts";
import { estate } from "#shared/verify/fixtures.ts";
import { contradicted } from "./fixture.ts";
import { askOracle, oracleLines } from "./oracle.ts";

const refusing = async (): Promise<AskAll> => async (asked) => asked.map(() => ({ limit: "it is tired" }));

test.each([
  [undefined, 2592],
  ["smoke", 2592],
  ["all", 21_750],
])("the cells that it is asked: %s", async (set, cells) => {
  const { limits, compared, ...rest } = await askOracle(estate(), set, refusing);
  expect([rest.cells, compared]).toEqual([cells, 0]);
  expect(limits).toMatchObject([{ what: "it is tired" }]);
});

test("in words, how much was compared, without what, and why not the rest", () => {
  expect(oracleLines(contradicted)).toEqual([
    "AWS's policy simulator: 2592 cells, 2070 requests compared, 2 disagreements",
    "compared without resource control policies",
    "not compared: 360 requests, because it takes a key in one spelling",
  ]);
  expect(oracleLines(undefined)).toEqual([]);
  expect(oracleLines({ ...contradicted, without: [], limits: [] })).toHaveLength(1);
});
