import type { ReadPolicy, Statement } from "../../../policy/model.ts";
import type { SeenAct } from "../signal.ts";

/** The accounts whose principals are our own people: this one and the organisation's. */
export const insideOf = ({ act, settings }: Pick<SeenAct, "act" | "settings">): ReadonlySet<string> =>
  new Set([act.account, ...settings.organization.accounts]);

/** Whom a policy lets in from outside: account ids, principals as they are written, or `anybody`. Empty: nobody. */
export const outsidersIn = (policy: ReadPolicy, inside: ReadonlySet<string>): readonly string[] => [
  ...new Set((policy.document?.statements ?? []).flatMap((statement) => admittedBy(statement, inside))),
];

const admittedBy = (statement: Statement, inside: ReadonlySet<string>): readonly string[] => {
  if (statement.effect !== "Allow") return [];
  const limits = limitsOf(statement);
  if (limits !== undefined) return limits.filter((account) => !inside.has(account));
  if (statement.notPrincipals !== undefined) return ["anybody"];
  const { anybody = false, aws = [], federated = [], canonicalUser = [] } = statement.principals ?? {};
  return [
    ...(anybody || aws.includes("*") ? ["anybody"] : []),
    ...aws.filter((principal) => principal !== "*").map((principal) => outsider(principal, inside)),
    ...canonicalUser,
    ...federated.filter((provider) => publicProviders.has(provider)),
  ].filter((principal) => principal !== undefined);
};

/** Everybody may sign in there. */
const publicProviders = new Set([
  "accounts.google.com",
  "cognito-identity.amazonaws.com",
  "graph.facebook.com",
  "www.amazon.com",
]);

/** `123456789012`, or an ARN with the account in it; `AROA…` of a deleted principal is nobody any more. */
const outsider = (principal: string, inside: ReadonlySet<string>): string | undefined => {
  const [, account] = /^(?:arn:[^:]*:(?:iam|sts)::)?(\d{10,20})(?::|$)/.exec(principal) ?? [];
  if (account !== undefined) return inside.has(account) ? undefined : account;
  return /^A[A-Z]{3}[A-Z0-9]{12,}$/.test(principal) ? undefined : principal;
};

/** Keys by which a statement for everybody is for some only. */
const limiting =
  /^(aws:(principalaccount|principalarn|principalorgid|principalorgpaths|sourceaccount|sourceorgid|sourceorgpaths|sourcearn|sourceowner|sourcevpc|sourcevpce|vpcesourceaccount|resourceaccount|userid)|kms:calleraccount|s3:dataaccesspointaccount)$/i;

/** What names somebody: an account, an organisation, a network. A wildcard alone limits nothing. */
const naming = /\d{12}|^o-[a-z0-9]{10,32}$|^o-[a-z0-9]{10,32}\/|^vpce?-[0-9a-f]{8,}$/;

/** The accounts that conditions limit the statement to; empty: limited otherwise; undefined: not limited. */
const limitsOf = ({ conditions }: Statement): readonly string[] | undefined => {
  const limits = conditions.filter(
    ({ key, operator, ifExists, values }) =>
      limiting.test(key) &&
      !ifExists &&
      /^(String|Arn)(Equals|Like|EqualsIgnoreCase)$/.test(operator) &&
      values.length > 0 &&
      values.every((value) => naming.test(value)),
  );
  return limits.length === 0
    ? undefined
    : limits.flatMap(({ values }) => values.flatMap((value) => value.match(/\d{12}/g) ?? []));
};
