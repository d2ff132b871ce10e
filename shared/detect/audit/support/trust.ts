import type { Statement } from "../../../policy/model.ts";
import { indexOf } from "../../../vendors/contract-index.ts";
import { type Around, callerContexts } from "../../../vendors/trust/contexts.ts";
import type { Known } from "../../../vendors/trust/may-hold.ts";
import { isOpen } from "../../../vendors/trust/open.ts";
import type { Found, SeenRole, TrustedOutsider, Verdict, Where } from "../rule.ts";

/** What the rules over a trust policy share. */

/** Those from other accounts, and anybody: no identity provider, no service, nobody who is gone. */
export const callersOf = ({ outsiders }: SeenRole): readonly TrustedOutsider[] =>
  outsiders.filter(({ type }) => type === "account" || type === "principal" || type === "anybody");

export const statementsOf = ({ role }: SeenRole): readonly Statement[] => role.trust.document?.statements ?? [];

export const statementOf = (seen: SeenRole, { statement }: Pick<TrustedOutsider, "statement">): Statement | undefined =>
  statementsOf(seen).find(({ index }) => index === statement);

/** Whether the outsider may take the role by his statement, or by another one, if more is known of his request. */
export const letsIn = (
  seen: SeenRole,
  outsider: TrustedOutsider,
  more: Known,
  {
    action = "sts:AssumeRole",
    statement = statementOf(seen, outsider),
  }: { action?: string; statement?: Statement | undefined } = {},
): boolean => {
  const { document } = seen.role.trust;
  if (document === undefined || statement === undefined) return false;
  return callerContexts(document, outsider, aroundOf(seen)).some(({ caller, known }) =>
    isOpen(document, statement, { caller, action, now: seen.now, known: new Map([...known, ...more]) }),
  );
};

const aroundOf = ({ account, settings, contracts, now }: SeenRole): Around => ({
  account: account.account,
  partition: account.partition,
  organization: settings.organization,
  vendorAccounts: indexOf(contracts).byAccount,
  now,
});

export const inTrust = ({ index, sid, line }: Statement): Where => ({
  policy: "trust",
  statement: index,
  ...(sid !== undefined && { sid }),
  line,
});

/** The place of an outsider's statement. */
export const placeOf = (seen: SeenRole, outsider: TrustedOutsider): Where => {
  const statement = statementOf(seen, outsider);
  return statement === undefined ? { policy: "trust", statement: outsider.statement } : inTrust(statement);
};

export const foundOrClean = (found: readonly Found[]): Verdict =>
  found.length > 0 ? { type: "found", found } : { type: "clean" };

/** `999988887777 (Datadog, as public lists say)` */
export const nameOf = ({ account, hint, principal }: TrustedOutsider): string =>
  account === undefined ? principal : withHint(account, hint);

export const withHint = (account: string, hint: string | undefined): string =>
  hint === undefined ? `account ${account}` : `account ${account} (public lists call it ${hint})`;

/** One finding for each account: of several statements the first. */
export const byAccount = (outsiders: readonly TrustedOutsider[]): readonly TrustedOutsider[] =>
  [...new Map(outsiders.toReversed().map((one) => [one.account ?? one.principal, one])).values()].toReversed();
