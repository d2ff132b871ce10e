import { expect, test } from "@jest/globals";
import { allow } from "../../shared/policy/fixtures.ts";
import { developer, estate } from "../../shared/verify/fixtures.ts";
import { prove } from "./proof.ts";

test("cells and chains of an estate where everybody may do all", () => {
  const { cells, matrix, chains } = prove(estate({}, { policies: [developer(allow("*"))] }), { isSmoke: true });
  expect([cells.length, matrix.cells, matrix.missing]).toEqual([2592, 2592, []]);
  expect(matrix.violations.length).toBeGreaterThan(1000);
  expect(new Set(chains.map(({ goal }) => goal)).size).toBe(4);
});

test("the whole matrix", () => {
  expect(prove(estate({}, { policies: [] }), { isSmoke: false })).toMatchObject({
    matrix: { cells: 21_750, violations: [] },
    chains: [],
  });
});
