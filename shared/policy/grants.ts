import { covers, overlaps } from "./glob.ts";
import type { NamedPolicy, ReadPolicy, Statement } from "./model.ts";
import { type Allow, type Deny, scopesOf } from "./scopes.ts";

/** A statement by which an action might be allowed. */
export interface Grant {
  policy: NamedPolicy;
  statement: Statement;
  /** Patterns, `*` where a variable stood; narrowed to the boundary's where that is narrower. `["*"]` for NotResource. */
  resources: readonly string[];
}

/**
 * The Allow statements by which an action (a pattern too) might be allowed on a resource (a pattern; absent: on anything),
 * within the boundary. Conditions are taken as met: whoever asks looks at `statement.conditions`. Taken away is only what
 * one Deny without conditions surely denies.
 */
export const mayGrant = (
  held: readonly NamedPolicy[],
  action: string,
  resource = "*",
  boundary?: NamedPolicy,
): readonly Grant[] => {
  const asked: Part = { action: action.toLowerCase(), resource };
  const denies = [...held, ...(boundary === undefined ? [] : [boundary])].flatMap(
    ({ policy }) => scopesOf(policy).denies,
  );
  return held.flatMap((policy) =>
    scopesOf(policy.policy).allows.flatMap((allow) => {
      const live = partsOf(allow, asked)
        .flatMap((part) => withinBoundary(part, asked, boundary?.policy))
        .filter((part) => !denies.some((deny) => denySurely(deny, part, asked)));
      const resources = [...new Set(live.map((part) => part.resource))];
      return resources.length === 0 ? [] : [{ policy, statement: allow.statement, resources }];
    }),
  );
};

/** One action pattern, in lower case, on one resource pattern. */
interface Part {
  action: string;
  resource: string;
}

/** What of a statement touches what is asked. Most statements fall at their actions. */
const partsOf = ({ actions, resources, butActions, butResources }: Allow, asked: Part): readonly Part[] => {
  const touching = actions.filter((action) => overlaps(action, asked.action));
  if (touching.length === 0 || butActions.some((but) => covers(but, asked.action))) return [];
  const on = resources.filter(
    (resource) =>
      overlaps(resource, asked.resource) &&
      !butResources.some((but) => covers(but, asked.resource) || covers(but, resource)),
  );
  return touching.flatMap((action) => on.map((resource) => ({ action, resource })));
};

/** The part as the boundary leaves it: for each of its statements that reaches it, the narrower pattern of the two. */
const withinBoundary = (part: Part, asked: Part, boundary: ReadPolicy | undefined): readonly Part[] => {
  if (boundary?.document === undefined) return [part];
  return scopesOf(boundary).allows.flatMap((allow) =>
    partsOf(allow, asked)
      .filter((limit) => partsOf({ ...allow, actions: [limit.action], resources: [limit.resource] }, part).length > 0)
      .map((limit) => ({
        action: narrower(part.action, limit.action),
        resource: narrower(part.resource, limit.resource),
      })),
  );
};

const narrower = (one: string, other: string): string => (covers(one, other) ? other : one);

/** All of what is both asked and granted: covering either is enough. */
const denySurely = (deny: Deny, part: Part, asked: Part): boolean =>
  takesAll(deny.actions, deny.butActions, [part.action, asked.action]) &&
  takesAll(deny.resources, deny.butResources, [part.resource, asked.resource]);

const takesAll = (named: readonly string[], but: readonly string[], patterns: readonly string[]): boolean =>
  patterns.some(
    (pattern) => named.some((each) => covers(each, pattern)) && !but.some((each) => overlaps(each, pattern)),
  );
