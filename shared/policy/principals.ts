import { parseArn } from "../model/arn.ts";
import { type Lookup, roleArnOf } from "./context.ts";
import { matches } from "./glob.ts";
import type { Principals, Request } from "./model.ts";
import { both, either, not, type Truth, truthOf } from "./truth.ts";

/**
 * How a policy on a resource names who asks. What it grants to `itself` (a session, a user, a service) needs nothing else in
 * the same account; to a `role` it stays within boundary and session policy; to an `account` it is handed on to that
 * account's own policies; whether `anybody` stays within the boundary is not documented.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 */
export const namings = ["itself", "role", "account", "anybody"] as const;
export type Naming = (typeof namings)[number];
export type Named = Readonly<Record<Naming, Truth>>;

export const nobody: Named = { itself: "no", role: "no", account: "no", anybody: "no" };

export const namedBy = (principals: Principals, principal: Request["principal"], lookup: Lookup): Named => {
  if (!principal.arn.startsWith("arn:") || principals.federated.includes(principal.arn)) {
    const isListed = [...principals.service, ...principals.federated].includes(principal.arn);
    return { ...nobody, itself: truthOf(isListed), anybody: truthOf(principals.anybody) };
  }
  const all = principals.aws.map((each) => namedByOne(each, principal.arn, lookup));
  const canonical = principals.canonicalUser.length > 0 ? "maybe" : "no";
  return {
    itself: either(...all.map(({ itself }) => itself), canonical),
    role: either(...all.map(({ role }) => role)),
    account: either(...all.map(({ account }) => account)),
    anybody: truthOf(principals.anybody),
  };
};

/** 12 digits, an ARN, or the id that a deleted principal leaves behind. `*` is `anybody`. */
const namedByOne = (written: string, arn: string, lookup: Lookup): Named => {
  const account = parseArn(arn)?.account;
  if (written === account || /^arn:[\w-]+:iam::(\d{12}):root$/.exec(written)?.[1] === account) {
    return { ...nobody, account: "yes" };
  }
  if (/^A[A-Z0-9]{15,}$/.test(written)) return { ...nobody, role: uniqueId(written, lookup) };
  if (written === arn) return { ...nobody, [isRole(arn) ? "role" : "itself"]: "yes" };
  // AWS refuses wildcards in principals, so what an old policy with one does is not known.
  if (/[*?]/.test(written)) return { ...nobody, itself: written !== "*" && matches(written, arn) ? "maybe" : "no" };
  if (isSession(written)) return { ...nobody, itself: ofSession(written, arn) };
  return { ...nobody, role: truthOf(isRole(written) && sameRole(written, arn, lookup)) };
};

const isRole = (arn: string): boolean => parseArn(arn)?.resource.startsWith("role/") === true;
const isSession = (arn: string): boolean => parseArn(arn)?.resource.startsWith("assumed-role/") === true;

const uniqueId = (id: string, lookup: Lookup): Truth =>
  truthOf(lookup("aws:userid")?.values.some((value) => value === id || value.startsWith(`${id}:`)) ?? false);

/** Asked as the role alone, its session has no name yet. */
const ofSession = (session: string, arn: string): Truth =>
  isRole(arn) && nameIn(session) === nameIn(arn) && parseArn(session)?.account === parseArn(arn)?.account
    ? "maybe"
    : "no";

/** A role's name is its own in its account, whatever its path: a session's ARN leaves the path out. */
const sameRole = (written: string, arn: string, lookup: Lookup): boolean => {
  const given = isSession(arn) ? lookup("aws:PrincipalArn")?.values[0] : undefined;
  if (given !== undefined && isRole(given) && given !== roleArnOf(arn)) return written === given;
  return isSession(arn) && nameIn(written) === nameIn(arn) && parseArn(written)?.account === parseArn(arn)?.account;
};

const nameIn = (arn: string): string | undefined => {
  const parts = parseArn(arn)?.resource.split("/") ?? [];
  return parts[0] === "assumed-role" ? parts[1] : parts.at(-1);
};

/** Whether a statement is about who asks. */
export const concerns = (
  { principals, notPrincipals }: { principals?: Principals; notPrincipals?: Principals },
  principal: Request["principal"],
  lookup: Lookup,
): Named => {
  if (principals !== undefined) return namedBy(principals, principal, lookup);
  if (notPrincipals === undefined) return nobody;
  return { ...nobody, anybody: not(leftOut(namedBy(notPrincipals, principal, lookup), principal.arn)) };
};

/**
 * A NotPrincipal leaves a session out where it names account, role and session: with a part of them AWS's answer depends.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
 */
const leftOut = ({ itself, role, account, anybody }: Named, arn: string): Truth => {
  if (anybody === "yes") return "yes";
  const needed = isSession(arn) ? [itself, role, account] : [either(itself, role), account];
  const isNamed = either(itself, role, account);
  return both(...needed) === "yes" || isNamed === "no" ? isNamed : arn.startsWith("arn:") ? "maybe" : isNamed;
};
