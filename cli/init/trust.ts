import type { RoleTrust } from "#shared/aws/inspect/iam.ts";

interface Statement {
  Effect?: unknown;
  Principal?: unknown;
}

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : value === undefined ? [] : [value]);

const statementsOf = (trust: string): Statement[] => {
  try {
    const policy: unknown = JSON.parse(trust);
    const statements = listOf((policy as { Statement?: unknown } | null)?.Statement);
    return statements.filter((one): one is Statement => typeof one === "object" && one !== null);
  } catch {
    return [];
  }
};

/** `*`, an ARN or an account id: the account it means. */
const accountOf = (principal: unknown): string | undefined => {
  if (typeof principal !== "string") return undefined;
  if (principal === "*") return "*";
  const account = principal.startsWith("arn:") ? principal.split(":")[4] : principal;
  return account !== undefined && /^\d{12}$/.test(account) ? account : undefined;
};

/** The accounts outside this one (or `*`: anybody) that a role's trust names. */
export const foreignAccounts = ({ trust }: RoleTrust, own: string): string[] => {
  const principals = statementsOf(trust)
    .filter(({ Effect }) => Effect === "Allow")
    .flatMap(({ Principal }) =>
      Principal === "*" ? ["*"] : listOf((Principal as { AWS?: unknown } | null | undefined)?.AWS),
    );
  const accounts = principals.map(accountOf).filter((account) => account !== undefined && account !== own);
  return [...new Set(accounts as string[])];
};
