import { expect, test } from "@jest/globals";
import { allow } from "../../shared/policy/fixtures.ts";
import { developer, estate } from "../../shared/verify/fixtures.ts";
import { prove } from "./proof.ts";

const today = "2027-01-01";

test("cells and chains of an estate where everybody may do all", () => {
  const { cells, matrix, chains } = prove(estate({}, { policies: [developer(allow("*"))] }), { isSmoke: true, today });
  expect([cells.length, matrix.cells, matrix.missing]).toEqual([2592, 2592, []]);
  expect(matrix.violations.length).toBeGreaterThan(1000);
  expect(new Set(chains.map(({ goal }) => goal)).size).toBe(4);
});

test("the whole matrix", () => {
  expect(prove(estate({}, { policies: [] }), { isSmoke: false, today })).toMatchObject({
    matrix: { cells: 21_750, violations: [] },
    chains: [],
  });
});

test("what is open, and what a wildcard catches, against what was accepted", () => {
  const open = estate({}, { policies: [developer(allow("sagemaker:List*"))] });
  const accepted = {
    documents: [developer(allow("sagemaker:List*"))],
    lock: { version: "1", patterns: {}, documents: {} },
    ledger: [{ actions: ["sagemaker:ListModels"], owner: "platform", reason: "names", expires: "2026-12-31" }],
  };
  const { drift, ledger } = prove(open, { isSmoke: false, today, ...accepted });
  expect(drift).toMatchObject([{ pattern: "sagemaker:List*", action: undefined }]);
  expect([ledger?.unlisted.length, ledger?.expired, ledger?.unused]).toEqual([75, accepted.ledger, []]);
  expect(prove(open, { isSmoke: true, today, ...accepted }).ledger).toMatchObject({ unlisted: [], unused: [] });
});
