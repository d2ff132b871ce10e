import { arnLike } from "./comparisons.ts";
import { holds } from "./conditions.ts";
import type { Lookup } from "./context.ts";
import { matches } from "./glob.ts";
import type { NamedPolicy, PolicyDocument, PolicyProblem, Request, Statement, StatementRef } from "./model.ts";
import { concerns, type Named, type Naming, namings, nobody } from "./principals.ts";
import { agreed, both, either, not, type Truth, truthOf } from "./truth.ts";
import { type Resolved, resolve, type Scene } from "./variables.ts";

/** What the policies of one layer say: each answer with the first statement that gives it. */
export interface Say {
  truth: Truth;
  statement: StatementRef | undefined;
}

export interface Said {
  deny: Say;
  allow: Say;
  /** By how a policy on a resource names who asks; a policy on a principal says all under `itself`. */
  allowBy: Readonly<Record<Naming, Say>>;
}

export interface Asked {
  request: Request;
  lookup: Lookup;
  /** With a boundary, a Deny with NotPrincipal denies always. */
  hasBoundary: boolean;
}

const silent: Say = { truth: "no", statement: undefined };

export const saidBy = (policies: readonly NamedPolicy[], asked: Asked): Said => {
  const all = policies.flatMap((policy) => saidByOne(policy, asked));
  const first = (effect: Heard["effect"], by: readonly Naming[]): Say => strongest(all, effect, by);
  return {
    deny: first("Deny", namings),
    allow: first("Allow", namings),
    allowBy: {
      itself: first("Allow", ["itself"]),
      role: first("Allow", ["role"]),
      account: first("Allow", ["account"]),
      anybody: first("Allow", ["anybody"]),
    },
  };
};

/** One statement as it meets the request. */
interface Heard {
  effect: "Allow" | "Deny";
  applies: Named;
  statement: StatementRef;
}

const strongest = (all: readonly Heard[], effect: Heard["effect"], by: readonly Naming[]): Say => {
  for (const truth of ["yes", "maybe"] as const) {
    const heard = all.find((each) => each.effect === effect && by.some((naming) => each.applies[naming] === truth));
    if (heard !== undefined) return { truth, statement: heard.statement };
  }
  return silent;
};

/** Says nothing about what its statements mean. */
const harmless: readonly PolicyProblem["type"][] = ["too-long"];

const saidByOne = ({ name, policy }: NamedPolicy, asked: Asked): readonly Heard[] => {
  const { document } = policy;
  if (document === undefined) return unreadStatement(name, 0);
  const unsure = new Set(
    policy.problems.filter(({ type }) => !harmless.includes(type)).map(({ statement }) => statement),
  );
  const heard = document.statements.map((statement): Heard => {
    const isUnsure = unsure.has(undefined) || unsure.has(statement.index);
    const applies = appliesTo(statement, document.version, asked, policy.kind !== "identity");
    const { index, sid, effect } = statement;
    return { effect, applies: isUnsure ? capped(applies) : applies, statement: { policy: name, index, sid } };
  });
  const read = new Set(document.statements.map(({ index }) => index));
  const unread = [...unsure].filter((index) => index !== undefined && !read.has(index));
  return [...heard, ...unread.flatMap((index) => unreadStatement(name, index ?? 0))];
};

/** A statement that could not be read may allow and may deny. */
const unreadStatement = (policy: string, index: number): readonly Heard[] => {
  const applies: Named = { itself: "maybe", role: "maybe", account: "maybe", anybody: "maybe" };
  const statement = { policy, index, sid: undefined };
  return [
    { effect: "Deny", applies, statement },
    { effect: "Allow", applies, statement },
  ];
};

const mapped = (named: Named, change: (truth: Truth) => Truth): Named => ({
  itself: change(named.itself),
  role: change(named.role),
  account: change(named.account),
  anybody: change(named.anybody),
});

const capped = (named: Named): Named => mapped(named, (truth) => both(truth, "maybe"));

const appliesTo = (
  statement: Statement,
  version: PolicyDocument["version"],
  { request, lookup, hasBoundary }: Asked,
  hasPrincipals: boolean,
): Named => {
  // Most statements fall here: not reading the rest of them halves the time of an isolation proof.
  if (onAction(statement, request.action) === "no") return nobody;
  const scene: Scene = { lookup, version };
  const rest = both(onResource(statement, request, scene), conditionsHold(statement, scene));
  if (!hasPrincipals) return { itself: rest, role: "no", account: "no", anybody: "no" };
  const named = concerns(statement, request.principal, lookup);
  const { effect, notPrincipals } = statement;
  const isAlways = notPrincipals !== undefined && effect === "Deny" && hasBoundary;
  // AWS takes NotPrincipal with Deny only.
  const isOdd = notPrincipals !== undefined && effect === "Allow";
  const who = isAlways ? { ...named, anybody: "yes" as const } : isOdd ? capped(named) : named;
  return mapped(who, (truth) => both(truth, rest));
};

export const onAction = ({ actions, notActions }: Statement, action: string): Truth => {
  const isIn = (list: readonly string[]): boolean => list.some((each) => matches(each, action, { ignoreCase: true }));
  return truthOf(actions !== undefined ? isIn(actions) : notActions !== undefined && !isIn(notActions));
};

/** A policy on a resource without a Resource means that resource. */
export const onResource = ({ resources, notResources }: Statement, { resource }: Request, scene: Scene): Truth => {
  const list = resources ?? notResources;
  if (list === undefined) return "yes";
  const resolved = list.map((each) => resolve(each, scene));
  const like = either(...resolved.map((each) => isLike(each, resource.arn)));
  if (resources !== undefined) return like;
  // Whether AWS leaves the statement out, or takes all resources but the others, is not documented.
  return resolved.some(mayBeNull) ? both(not(like), "maybe") : not(like);
};

const mayBeNull = (resolved: Resolved): boolean =>
  resolved.type === "null" || (resolved.type === "text" && resolved.isUnsure);

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-no-value */
const isLike = (pattern: Resolved, arn: string): Truth => {
  if (pattern.type !== "text") return pattern.type === "null" ? "no" : "maybe";
  const like = agreed(resourceLike(pattern.glob, arn), resourceLike(pattern.rawGlob, arn));
  return pattern.isUnsure ? both(like, "maybe") : like;
};

const resourceLike = (pattern: string, arn: string): Truth =>
  /^\*+$/.test(pattern) ? "yes" : arn.startsWith("arn:") ? arnLike(pattern, arn) : truthOf(matches(pattern, arn));

const conditionsHold = ({ conditions }: Statement, scene: Scene): Truth =>
  both(...conditions.map((condition) => holds(condition, scene)));
