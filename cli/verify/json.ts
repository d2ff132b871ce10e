import type { StatementRef } from "#shared/policy/model.ts";
import type { SecondOpinion } from "#shared/verify/cells/second-opinion.ts";
import { acceptedBy } from "#shared/verify/ledger.ts";
import type { Violation } from "#shared/verify/model.ts";
import type { Proof } from "./proof.ts";

/** One document; its names are contract. */
export const asJson = ({ borders, absent, unasked, matrix, chains, lint, drift, ledger, oracle }: Proof): string =>
  JSON.stringify({
    cells: matrix.cells,
    borders,
    absent,
    unasked: unasked.map((each) => ({ ...each, statement: statement(each.statement) })),
    violations: matrix.violations.map(violation),
    missing: matrix.missing.map(violation),
    chains: chains.map(({ goal, known, steps, statements }) => ({
      ...{ goal, known: known ?? null, steps, statements: statements.map(statement) },
    })),
    unscopable: [...unscopable(matrix.open)].map(([action, by]) => {
      const { owner, reason, expires } = acceptedBy(ledger?.entries ?? [], action) ?? {};
      const who = { owner: owner ?? null, reason: reason ?? null, expires: expires ?? null };
      return { action, statement: statement(by), ...who };
    }),
    lint: lint.map((finding) => ({ ...finding, statement: statement(finding.statement) })),
    drift:
      drift?.map((each) => ({ ...each, action: each.action ?? null, statement: statement(each.statement) })) ?? null,
    ledger: ledger ? { unlisted: ledger.unlisted, expired: ledger.expired, unused: ledger.unused } : null,
    oracle: oracle ? secondOpinion(oracle) : null,
  });

const secondOpinion = ({ cells, compared, limits, without, disagreements }: SecondOpinion) => ({
  ...{ cells, compared, limits, without },
  disagreements: disagreements.map(({ cell, resource, own, theirs }) => ({
    ...violation({ cell, decision: "ambiguous", statement: own.statement }),
    ...{ resource, own: own.decision, aws: theirs },
  })),
});

const violation = ({ cell, role, border, decision, statement: by }: Violation) => ({
  ...(role !== undefined && { role }),
  ...(border !== undefined && { border }),
  ...{ actor: cell.actor, action: cell.action, type: cell.type ?? null },
  ...{ resourceTags: cell.resourceTags ?? null, requestTags: cell.requestTags ?? null },
  ...(cell.owner !== undefined && { owner: cell.owner }),
  ...(cell.network !== undefined && { network: cell.network }),
  ...{ decision, statement: statement(by) },
});

const statement = (ref: StatementRef | undefined) =>
  ref === undefined ? null : { policy: ref.policy, index: ref.index, sid: ref.sid ?? null };

/** Actions that are allowed for all teams' resources, because they take none. */
export const unscopable = (open: readonly Violation[]): ReadonlyMap<string, StatementRef | undefined> =>
  new Map(open.toReversed().map(({ cell, statement: by }) => [cell.action, by]));
