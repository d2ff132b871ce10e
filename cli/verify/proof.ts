import { cellsOf } from "#shared/verify/cells/enumerate.ts";
import { judgeCells } from "#shared/verify/cells/judge.ts";
import { smokeCellsOf } from "#shared/verify/cells/smoke.ts";
import { searchChains } from "#shared/verify/chains/search.ts";
import { lint, policiesOf } from "#shared/verify/lint/index.ts";
import type { LintFinding } from "#shared/verify/lint/rule.ts";
import type { Cell, Chain, Estate, MatrixResult } from "#shared/verify/model.ts";

/** What was asked of an estate, and what came of it. */
export interface Proof {
  cells: readonly Cell[];
  matrix: MatrixResult;
  chains: readonly Chain[];
  lint: readonly LintFinding[];
}

/** Calls that one chain may have. */
const depth = 3;

export const prove = (estate: Estate, { isSmoke }: { isSmoke: boolean }): Proof => {
  const cells = isSmoke ? smokeCellsOf(estate) : cellsOf(estate);
  return {
    ...{ cells, matrix: judgeCells(estate, cells), chains: searchChains(estate, { depth }) },
    lint: lint(policiesOf(estate)),
  };
};
