import { actionNames } from "#shared/verify/action-names.generated.ts";
import { type Borders, bordersOf } from "#shared/verify/borders.ts";
import { cellsOf } from "#shared/verify/cells/enumerate.ts";
import { judgeBorders } from "#shared/verify/cells/judge.ts";
import type { SecondOpinion } from "#shared/verify/cells/second-opinion.ts";
import { smokeCellsOf } from "#shared/verify/cells/smoke.ts";
import { actionsTried } from "#shared/verify/chains/ground.ts";
import { searchChains } from "#shared/verify/chains/search.ts";
import { type Drift, driftOf } from "#shared/verify/drift.ts";
import { judgeLedger, type Ledger, type LedgerFindings } from "#shared/verify/ledger.ts";
import { lint, policiesOf } from "#shared/verify/lint/index.ts";
import type { LintFinding } from "#shared/verify/lint/rule.ts";
import type { Cell, Chain, Estate, MatrixResult } from "#shared/verify/model.ts";
import { type AbsentRole, absentRoles } from "#shared/verify/teams.ts";
import { type Unasked, unaskedOf } from "#shared/verify/unasked.ts";
import type { Accepted } from "./accepted.ts";

/** What was asked of an estate, and what came of it. */
export interface Proof {
  /** Who has taken the risk that any team serves any team's models, which then nothing asks. */
  openModels: Estate["openModels"];
  unasked: readonly Unasked[];
  borders: Borders;
  /** Without these there was somebody whom nothing was asked of. */
  absent: readonly AbsentRole[];
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

export const prove = (given: Estate, { isSmoke, today, documents = [], byPattern, lock, ledger }: Terms): Proof => {
  const estate = withoutExpired(given, today);
  const cells = isSmoke ? smokeCellsOf(estate) : cellsOf(estate);
  const borders = bordersOf(estate);
  const matrix = judgeBorders(estate, borders, cells);
  // The smaller matrix asks nothing that cannot be scoped.
  const open = isSmoke ? undefined : matrix.open.map(({ cell }) => cell.action);
  return {
    openModels: estate.openModels,
    ...{ borders, absent: absentRoles(estate), cells, matrix, lint: lint(policiesOf(estate)) },
    chains: chainsOf(estate, borders),
    unasked: unaskedOf(estate, borders, new Set([...cells.map(({ action }) => action), ...actionsTried(estate)])),
    drift: lock && driftOf(documents, lock, actionNames, byPattern),
    ledger: ledger && { ...judgeLedger(ledger, open, today), entries: ledger },
  };
};

const withoutExpired = ({ openModels, ...estate }: Estate, today: string): Estate =>
  openModels === undefined || openModels.expires < today ? estate : { ...estate, openModels };

/** What ends at one's own role ends there from each border. */
const chainsOf = (estate: Estate, { judged }: Borders): readonly Chain[] => {
  const all = judged.flatMap((teams) => searchChains({ ...estate, teams }, { depth }));
  return [...new Map(all.map((chain) => [JSON.stringify(chain.steps), chain])).values()];
};
