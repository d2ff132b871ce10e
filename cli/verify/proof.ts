import { actionNames } from "#shared/verify/action-names.generated.ts";
import { cellsOf } from "#shared/verify/cells/enumerate.ts";
import { judgeCells } from "#shared/verify/cells/judge.ts";
import type { SecondOpinion } from "#shared/verify/cells/second-opinion.ts";
import { smokeCellsOf } from "#shared/verify/cells/smoke.ts";
import { searchChains } from "#shared/verify/chains/search.ts";
import { type Drift, driftOf } from "#shared/verify/drift.ts";
import { judgeLedger, type Ledger, type LedgerFindings } from "#shared/verify/ledger.ts";
import { lint, policiesOf } from "#shared/verify/lint/index.ts";
import type { LintFinding } from "#shared/verify/lint/rule.ts";
import type { Cell, Chain, Estate, MatrixResult } from "#shared/verify/model.ts";
import type { Accepted } from "./accepted.ts";

/** What was asked of an estate, and what came of it. */
export interface Proof {
  cells: readonly Cell[];
  matrix: MatrixResult;
  chains: readonly Chain[];
  lint: readonly LintFinding[];
  /** Undefined: nothing is kept that says what was accepted. */
  drift: readonly Drift[] | undefined;
  ledger: (LedgerFindings & { entries: Ledger }) | undefined;
  /** Undefined: nobody else was asked. */
  oracle?: SecondOpinion;
}

/** Calls that one chain may have. */
const depth = 3;

export interface Terms extends Partial<Accepted> {
  isSmoke: boolean;
  /** `2027-06-30` */
  today: string;
}

export const prove = (estate: Estate, { isSmoke, today, documents = [], lock, ledger }: Terms): Proof => {
  const cells = isSmoke ? smokeCellsOf(estate) : cellsOf(estate);
  const matrix = judgeCells(estate, cells);
  // The smaller matrix asks nothing that cannot be scoped.
  const open = isSmoke ? undefined : matrix.open.map(({ cell }) => cell.action);
  return {
    ...{ cells, matrix, chains: searchChains(estate, { depth }), lint: lint(policiesOf(estate)) },
    drift: lock && driftOf(documents, lock, actionNames),
    ledger: ledger && { ...judgeLedger(ledger, open, today), entries: ledger },
  };
};
