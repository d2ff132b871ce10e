import { holds } from "./conditions.ts";
import type { Condition, NamedPolicy, PolicyDocument, Statement, StatementRef } from "./model.ts";
import { concerns } from "./principals.ts";
import { type Asked, onAction, onResource } from "./statements.ts";
import { either } from "./truth.ts";
import { resolve, type Scene } from "./variables.ts";

/** A part of a statement that kept it from applying, or of which it is not known whether it did. */
export interface Unmet {
  /** `Resource`, `NotPrincipal`, or a condition's operator as it is written: `ForAnyValue:StringLikeIfExists`. */
  part: string;
  /** Of a condition. */
  key: string | undefined;
  /** As the policy has it, with the values of its variables. */
  wanted: readonly string[];
  /** What the request brings; undefined: nothing. */
  got: readonly string[] | undefined;
  isUnsure: boolean;
}

export interface NearMiss {
  statement: StatementRef;
  effect: Statement["effect"];
  unmet: readonly Unmet[];
}

const shown = 5;

/**
 * Statements about the action that do not apply, those with the fewest reasons first. `isSilent`: of policies that say nothing,
 * so what they would allow; else of those that are not clear, so what is not known of them.
 */
export const nearMisses = (policies: readonly NamedPolicy[], asked: Asked, isSilent: boolean): readonly NearMiss[] =>
  policies
    .flatMap(({ name, policy }) =>
      (policy.document?.statements ?? []).flatMap((statement): readonly NearMiss[] => {
        if (onAction(statement, asked.request.action) === "no") return [];
        const { index, sid, effect } = statement;
        const unmet = unmetIn(statement, policy.document?.version ?? "2008-10-17", asked, policy.kind !== "identity");
        return [{ statement: { policy: name, index, sid }, effect, unmet }];
      }),
    )
    .filter(({ effect, unmet }) => (isSilent ? effect === "Allow" : unmet.some(({ isUnsure }) => isUnsure)))
    .toSorted((one, other) => one.unmet.length - other.unmet.length)
    .slice(0, shown);

const unmetIn = (
  statement: Statement,
  version: PolicyDocument["version"],
  asked: Asked,
  hasPrincipals: boolean,
): readonly Unmet[] => {
  const scene: Scene = { lookup: asked.lookup, version };
  return [
    ...(hasPrincipals ? unmetPrincipal(statement, asked) : []),
    ...unmetResource(statement, asked, scene),
    ...statement.conditions.flatMap((condition) => unmetCondition(condition, scene)),
  ];
};

const unmetPrincipal = (statement: Statement, { request, lookup }: Asked): readonly Unmet[] => {
  const { itself, role, account, anybody } = concerns(statement, request.principal, lookup);
  const truth = either(itself, role, account, anybody);
  const { principals, notPrincipals } = statement;
  const { aws = [], federated = [], service = [], canonicalUser = [] } = principals ?? notPrincipals ?? {};
  const wanted = [...aws, ...federated, ...service, ...canonicalUser];
  const part = principals === undefined ? "NotPrincipal" : "Principal";
  return truth === "yes"
    ? []
    : [{ part, key: undefined, wanted, got: [request.principal.arn], isUnsure: truth === "maybe" }];
};

const unmetResource = (statement: Statement, { request }: Asked, scene: Scene): readonly Unmet[] => {
  const truth = onResource(statement, request, scene);
  const { resources, notResources = [] } = statement;
  const wanted = (resources ?? notResources).map((each) => withValues(each, scene));
  const part = resources === undefined ? "NotResource" : "Resource";
  return truth === "yes"
    ? []
    : [{ part, key: undefined, wanted, got: [request.resource.arn], isUnsure: truth === "maybe" }];
};

const unmetCondition = (condition: Condition, scene: Scene): readonly Unmet[] => {
  const held = holds(condition, scene);
  if (held === "yes") return [];
  const { set, operator, ifExists, key, values } = condition;
  const part = `${set === undefined ? "" : `${set}:`}${operator}${ifExists ? "IfExists" : ""}`;
  const wanted = operator === "Null" ? values : values.map((value) => withValues(value, scene));
  return [{ part, key, wanted, got: scene.lookup(key)?.values, isUnsure: held === "maybe" }];
};

/** As written where it has no value. */
const withValues = (written: string, scene: Scene): string => {
  const resolved = resolve(written, scene);
  return resolved.type === "text" ? resolved.plain : written;
};
