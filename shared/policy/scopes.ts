import type { PolicyDocument, ReadPolicy, Statement } from "./model.ts";

/** A statement as patterns: what it names, less what its `Not…` elements leave out. */
interface Scope {
  /** In lower case. */
  actions: readonly string[];
  butActions: readonly string[];
  resources: readonly string[];
  butResources: readonly string[];
}
export type Deny = Scope;
export type Allow = Scope & { statement: Statement };

/** What a policy allows at most, and what it denies whatever the request brings. */
interface Scopes {
  allows: readonly Allow[];
  denies: readonly Deny[];
}

const known = new WeakMap<ReadPolicy, Scopes>();

/** Once per policy: an audit asks hundreds of questions of each. */
export const scopesOf = (policy: ReadPolicy): Scopes => {
  const scopes = known.get(policy) ?? newScopes(policy);
  known.set(policy, scopes);
  return scopes;
};

const newScopes = ({ document, problems }: ReadPolicy): Scopes => {
  if (document === undefined) return { allows: [], denies: [] };
  const { statements, version } = document;
  const unsure = new Set(problems.map(({ statement }) => statement));
  return {
    allows: statements
      .filter(({ effect }) => effect === "Allow")
      .map((statement) => ({ statement, ...allowScope(statement, version) })),
    denies: statements
      .filter((statement) => statement.effect === "Deny" && isSure(statement, version) && !unsure.has(statement.index))
      .map(scopeOf),
  };
};

/** Without conditions and variables. */
const isSure = (statement: Statement, version: PolicyDocument["version"]): boolean =>
  statement.conditions.length === 0 &&
  [...(statement.resources ?? []), ...(statement.notResources ?? [])].every((each) => widened(each, version) === each);

const allowScope = (statement: Statement, version: PolicyDocument["version"]): Scope => {
  const scope = scopeOf(statement);
  return {
    ...scope,
    resources: scope.resources.map((resource) => widened(resource, version)),
    // What a NotResource with a variable leaves out is not known: it might be nothing.
    butResources: scope.butResources.filter((resource) => widened(resource, version) === resource),
  };
};

const scopeOf = ({ actions, notActions, resources, notResources }: Statement): Scope => ({
  actions: (actions ?? (notActions === undefined ? [] : ["*"])).map((action) => action.toLowerCase()),
  butActions: (notActions ?? []).map((action) => action.toLowerCase()),
  resources: resources ?? ["*"],
  butResources: notResources ?? [],
});

/** What a variable may stand for is anything. In the older version it is text. */
const widened = (pattern: string, version: PolicyDocument["version"]): string => {
  if (version !== "2012-10-17") return pattern;
  const wide = pattern.replaceAll(/\$\{[^{}]*\}/g, "*");
  const open = wide.indexOf("${");
  return open < 0 ? wide : `${wide.slice(0, open)}*`;
};
