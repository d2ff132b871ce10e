import type { TrustedOutsider } from "../../detect/audit/rule.ts";
import { parseArn } from "../../model/arn.ts";
import type { PolicyDocument, Statement } from "../../policy/model.ts";
import { knownName } from "../known-accounts.ts";
import { type Around, callerContexts, isInside, unknownAccount } from "./contexts.ts";
import { accountMeant, isAnybody, isOpen, permits } from "./open.ts";

/**
 * Who from outside may take a role by its trust policy, one row for each allowing statement and principal. What conditions and
 * Deny statements surely shut out is not here.
 */
export const outsidersOf = (trust: PolicyDocument, around: Around): readonly TrustedOutsider[] =>
  trust.statements
    .filter(({ effect }) => effect === "Allow")
    .flatMap((statement) => [
      ...ofAccounts(trust, statement, around),
      ...ofFederations(statement),
      ...ofServices(statement, around),
    ]);

type Named = Pick<TrustedOutsider, "type" | "principal" | "account">;

const outsider = (statement: Statement, named: Named): TrustedOutsider => ({
  statement: statement.index,
  ...named,
  hint: named.account === undefined ? undefined : knownName(named.account),
});

const ofAccounts = (trust: PolicyDocument, statement: Statement, around: Around): TrustedOutsider[] =>
  namedIn(statement, around)
    .filter(({ account }) => account === undefined || !isInside(account, around))
    .flatMap((named) => {
      if (mayAssume(trust, statement, named, around)) return [outsider(statement, named)];
      const isOrganization = named.type !== "deleted" && mayAssume(trust, statement, named, ofAnyOrganization(around));
      return isOrganization ? [outsider(statement, { ...named, type: "organization" })] : [];
    });

/** As if each organisation that the trust names were somebody else's. */
const ofAnyOrganization = (around: Around): Around =>
  around.organization.id === undefined ? { ...around, organization: { ...around.organization, id: "" } } : around;

const mayAssume = (trust: PolicyDocument, statement: Statement, named: Named, around: Around): boolean =>
  callerContexts(trust, named, around).some((context) =>
    isOpen(trust, statement, { ...context, action: "sts:AssumeRole", now: around.now }),
  );

/** AWS principals of a statement. Anybody is also each account that a condition names: often nobody else is left. */
const namedIn = (statement: Statement, around: Around): Named[] => {
  const { principals, notPrincipals } = statement;
  if (principals === undefined && notPrincipals === undefined) return [];
  const isOpenToAll = principals === undefined || isAnybody(principals);
  return isOpenToAll ? anybody(statement, around) : [...new Set(principals.aws)].map(named);
};

const anybody = (statement: Statement, around: Around): Named[] => {
  const principal = statement.principals === undefined ? "everybody but those in NotPrincipal" : "*";
  const accounts = accountsInConditions(statement).filter((account) => !isInside(account, around));
  return [
    { type: "anybody", principal, account: undefined },
    ...accounts.map((account): Named => ({ type: "account", principal, account })),
  ];
};

/** `AROA…` and its like: AWS shows the id of a principal that is gone. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html */
const uniqueId = /^A(?:ROA|IDA|GPA|IPA|NPA|NVA|SCA)[A-Z0-9]{8,}$/;

const named = (principal: string): Named => {
  if (uniqueId.test(principal)) return { type: "deleted", principal, account: undefined };
  const account = accountMeant(principal);
  if (account !== undefined) return { type: "account", principal, account };
  const field = parseArn(principal)?.account ?? "";
  // AWS takes no other wildcard than `*` alone; a document from elsewhere may hold one.
  if (/^\d{12}$/.test(field)) return { type: "principal", principal, account: field };
  return { type: field.includes("*") ? "anybody" : "principal", principal, account: undefined };
};

const accountKeys: ReadonlySet<string> = new Set(["aws:principalaccount", "aws:principalarn"]);

const accountsInConditions = ({ conditions }: Statement): readonly string[] => {
  const values = conditions.filter(({ key }) => accountKeys.has(key.toLowerCase())).flatMap(({ values }) => values);
  return [...new Set(values.flatMap((value) => /(?:^|:)(\d{12})(?=:|$)/.exec(value)?.[1] ?? []))].filter(
    (account) => account !== unknownAccount,
  );
};

const federatedActions = ["sts:AssumeRoleWithSAML", "sts:AssumeRoleWithWebIdentity"];

const ofFederations = (statement: Statement): TrustedOutsider[] =>
  federatedActions.some((action) => permits(statement, action))
    ? [...new Set(statement.principals?.federated)].map((principal) =>
        outsider(statement, { type: "federated", principal, account: parseArn(principal)?.account || undefined }),
      )
    : [];

const sourceKeys: ReadonlySet<string> = new Set(["aws:sourceaccount", "aws:sourcearn"]);

/** A service acts for the account that is named as its source. Without a name it is our own: only our users can hand it the role. */
const ofServices = (statement: Statement, around: Around): TrustedOutsider[] => {
  const services = statement.principals?.service ?? [];
  if (services.length === 0 || !permits(statement, "sts:AssumeRole")) return [];
  const accounts = statement.conditions
    .filter(({ key, operator }) => sourceKeys.has(key.toLowerCase()) && !operator.includes("Not"))
    .flatMap(({ values }) => values.flatMap((value) => /(?:^|:)(\d{12})(?=:|$)/.exec(value)?.[1] ?? []));
  const foreign = [...new Set(accounts)].filter((account) => !isInside(account, around));
  return foreign.flatMap((account) =>
    services.map((principal) => outsider(statement, { type: "service", principal, account })),
  );
};
