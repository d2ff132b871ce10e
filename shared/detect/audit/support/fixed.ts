import { type Fields, isFields } from "../../../normalise/fields.ts";
import type { SeenRole } from "../rule.ts";

/** What stands for a value that nobody may read here. */
export const placeholder = "THE-EXTERNAL-ID";

/** JSON in which no external id stands. `Null` asks only whether there is one. */
export const withoutExternalIds = (json: string): string => {
  try {
    return JSON.stringify(JSON.parse(json, hiding), null, 2);
  } catch {
    return placeholder;
  }
};

const hiding = (key: string, value: unknown): unknown =>
  isExternalId(key) && value !== "true" && value !== "false" ? placeholder : value;

/** One statement of the trust policy as it should be: changed, and without any external id. */
export const fixedTrust = (
  { role }: Pick<SeenRole, "role">,
  index: number,
  change: (statement: Fields) => Fields,
): string | undefined => {
  const statement = rawStatement(role.trust.text, index);
  return statement === undefined ? undefined : JSON.stringify(change(statement), null, 2);
};

const rawStatement = (text: string, index: number): Fields | undefined => {
  try {
    const policy: unknown = JSON.parse(text, hiding);
    const statements = isFields(policy) ? policy.Statement : undefined;
    const one: unknown = Array.isArray(statements) ? statements[index] : index === 0 ? statements : undefined;
    return isFields(one) ? one : undefined;
  } catch {
    return undefined;
  }
};

const isExternalId = (key: string): boolean => key.toLowerCase() === "sts:externalid";

/** Asks for the external id, whole, in place of whatever asked for it before. */
export const askingExternalId = (statement: Fields): Fields => {
  const before = isFields(statement.Condition) ? Object.entries(statement.Condition) : [];
  const others = before.flatMap(([operator, keys]): [string, Fields][] => {
    const kept = isFields(keys) ? Object.entries(keys).filter(([key]) => !isExternalId(key)) : [];
    return kept.length > 0 ? [[operator, Object.fromEntries(kept)]] : [];
  });
  const rest = Object.fromEntries(others);
  return {
    ...statement,
    Condition: { ...rest, StringEquals: { ...rest.StringEquals, "sts:ExternalId": placeholder } },
  };
};

/** Trusts these accounts and nobody else. */
export const trusting =
  (accounts: readonly string[], partition: string) =>
  ({ NotPrincipal, ...statement }: Fields): Fields => {
    const arns = accounts.map((account) => `arn:${partition}:iam::${account}:root`);
    return { ...statement, Principal: { AWS: arns.length === 1 ? arns[0] : arns } };
  };

/** Without these principals; undefined where nobody is left. */
export const without =
  (principals: ReadonlySet<string>) =>
  (statement: Fields): Fields => {
    const { Principal } = statement;
    if (!isFields(Principal)) return statement;
    const named = [Principal.AWS].flat().filter((one) => !(typeof one === "string" && principals.has(one)));
    return { ...statement, Principal: { ...Principal, AWS: named.length === 1 ? named[0] : named } };
  };
