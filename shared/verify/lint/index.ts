import type { NamedPolicy } from "../../policy/model.ts";
import { actionNames, globalKeys } from "../action-names.generated.ts";
import { catalogue } from "../actions.generated.ts";
import type { Estate } from "../model.ts";
import type { LintFinding, LintGround, LintRule } from "./rule.ts";
import { deadPair } from "./rules/dead-pair.ts";
import { denyInOneCase } from "./rules/deny-in-one-case.ts";
import { denyRestsOnVariable } from "./rules/deny-rests-on-variable.ts";
import { notEqualsVariableAlone } from "./rules/not-equals-variable-alone.ts";
import { openTrust } from "./rules/open-trust.ts";
import { transitiveKeysByForAllValues } from "./rules/transitive-keys-by-for-all-values.ts";
import { unknownAction } from "./rules/unknown-action.ts";
import { unknownConditionKey } from "./rules/unknown-condition-key.ts";
import { unknownOperator } from "./rules/unknown-operator.ts";
import { vacuousForAllValues } from "./rules/vacuous-for-all-values.ts";

export const lintRules: readonly LintRule[] = [
  ...[denyRestsOnVariable, notEqualsVariableAlone, denyInOneCase],
  ...[vacuousForAllValues, transitiveKeysByForAllValues, openTrust],
  ...[unknownOperator, unknownConditionKey, unknownAction, deadPair],
];

export const lintGround: LintGround = {
  ...{ names: actionNames, globalKeys },
  rows: new Map(catalogue.actions.map((row) => [row.action, row])),
  types: new Map(catalogue.types.map((row) => [row.type, row])),
};

/** One document filled for several roles is said once. */
export const lint = (policies: readonly NamedPolicy[], ground: LintGround = lintGround): readonly LintFinding[] => {
  const findings = policies.flatMap((policy) =>
    (policy.policy.document?.statements ?? []).flatMap((statement) =>
      lintRules.flatMap(({ id, severity, remedy, find }) =>
        find({ statement, policy, ground }).map((what) => ({
          ...{ rule: id, severity: severity[statement.effect], line: statement.line, what, remedy },
          statement: { policy: policy.name, index: statement.index, sid: statement.sid },
        })),
      ),
    ),
  );
  const keyOf = ({ rule, statement, what }: LintFinding): string => JSON.stringify([rule, statement, what]);
  return [...new Map(findings.map((finding) => [keyOf(finding), finding])).values()];
};

/** Every document of an estate, each once. */
export const policiesOf = ({ principals, scps, rcps }: Estate): readonly NamedPolicy[] => {
  const all = [
    ...principals.flatMap(({ trust, policies, boundary, sessions }) => [
      ...[trust, boundary].filter((policy) => policy !== undefined),
      ...[...policies, ...sessions.flatMap((session) => session.policies)],
    ]),
    ...[...scps, ...rcps].flat(),
  ];
  const keyOf = ({ name, policy }: NamedPolicy): string => JSON.stringify([name, policy.kind, policy.text]);
  return [...new Map(all.map((policy) => [keyOf(policy), policy])).values()];
};
