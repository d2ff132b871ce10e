import type { TrustedOutsider } from "../../detect/audit/rule.ts";
import { parseArn } from "../../model/arn.ts";
import type { PolicyDocument } from "../../policy/model.ts";
import type { Known } from "./may-hold.ts";
import { type Caller, roleOfSession } from "./open.ts";

/** What decides who is outside. */
export interface Around {
  /** The account whose roles are looked at. */
  account: string;
  partition: string;
  /** `organization` of the settings. */
  organization: { id?: string | undefined; accounts: readonly string[] };
  /** Of all contracts. */
  vendorAccounts: Pick<ReadonlySet<string>, "has">;
  /** ISO 8601 */
  now: string;
}

/** Nobody's: whoever comes from an account that no document names. */
export const unknownAccount = "000000000000";

/** Our account, or one of the organisation's. A vendor's never is. */
export const isInside = (account: string, { account: own, organization, vendorAccounts }: Around): boolean =>
  account === own || (organization.accounts.includes(account) && !vendorAccounts.has(account));

export interface CallerContext {
  caller: Caller;
  known: Known;
}

/** One context for each organisation that the caller may be in, or in none. */
export const callerContexts = (
  trust: PolicyDocument,
  { account, principal, type }: Pick<TrustedOutsider, "account" | "principal" | "type">,
  around: Around,
): readonly CallerContext[] => {
  const partition = parseArn(principal)?.partition ?? around.partition;
  const isOne = type === "principal" || type === "deleted";
  const caller: Caller = {
    account: account ?? unknownAccount,
    arn: isOne ? roleOfSession(principal) : `arn:${partition}:iam::${account ?? unknownAccount}:*`,
  };
  const known = new Map<string, readonly string[] | "absent">([
    ["aws:principalaccount", [caller.account]],
    ["aws:principalarn", [caller.arn]],
    // Only a service's own calls have these.
    ["aws:sourceaccount", "absent"],
    ["aws:sourcearn", "absent"],
    ["aws:sourceorgid", "absent"],
    ["aws:sourceorgpaths", "absent"],
    ["aws:principalisawsservice", ["false"]],
    ["aws:principalservicename", "absent"],
    ["aws:viaawsservice", ["false"]],
    ["aws:calledvia", "absent"],
    ["aws:securetransport", ["true"]],
    // Only who comes from an identity provider has these.
    ["saml:aud", "absent"],
    ["saml:iss", "absent"],
  ]);
  return organizations(trust, caller.account, around).map((organization) => ({
    caller,
    known: new Map([...known, ...organization]),
  }));
};

type Organization = readonly (readonly [string, readonly string[] | "absent"])[];

const nowhere: Organization = [
  ["aws:principalorgid", "absent"],
  ["aws:principalorgpaths", "absent"],
];
const memberOf = (id: string): Organization => [
  ["aws:principalorgid", [id]],
  ["aws:principalorgpaths", [`${id}/*`]],
];

/**
 * Those that an outsider may be in. A registered vendor may be in any that the trust names. Of others the one that the settings
 * name is ours, and whoever is in it is inside; where they name none, one that the trust names is taken for ours.
 */
const organizations = (
  trust: PolicyDocument,
  account: string,
  { organization, vendorAccounts }: Around,
): readonly Organization[] => {
  const named = namedOrganizations(trust).filter((id) => id !== organization.id);
  const isKnown = organization.id !== undefined || vendorAccounts.has(account);
  return [nowhere, memberOf("o-0000000000"), ...(isKnown ? named.map(memberOf) : [])];
};

/** Ids of organisations in the conditions of a trust policy. */
export const namedOrganizations = ({ statements }: PolicyDocument): readonly string[] => {
  const values = statements
    .flatMap(({ conditions }) => conditions)
    .filter(({ key }) => /^aws:principalorg(id|paths)$/i.test(key))
    .flatMap(({ values }) => values);
  return [...new Set(values.flatMap((value) => /^o-[a-z0-9]{10,32}/.exec(value)?.[0] ?? []))];
};
