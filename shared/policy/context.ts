import { parseArn } from "../model/arn.ts";
import type { Request } from "./model.ts";

/** What a request brings, by condition key in any case. */
export type Lookup = (key: string) => Found | undefined;

export interface Found {
  values: readonly string[];
  /** Given as a list: a key of several values, even where it has one. */
  isList: boolean;
  /** Two keys that differ in case only (tags can) have different values: which one counts is not known. */
  isUnsure: boolean;
}

export const lookupOf = (request: Request): Lookup => {
  const found = contextKeys(request);
  return (key) => {
    const each = found.get(key.toLowerCase());
    if (each !== undefined) return each.values.length === 0 ? undefined : each;
    return request.isAbsent?.(key.toLowerCase()) === false ? anyValue : undefined;
  };
};

/** It may be there, and with any value: whatever asks for it has no answer. */
const anyValue: Found = { values: [], isList: false, isUnsure: true };
export const isAnyValue = (found: Found): boolean => found === anyValue;

/** What is given in the request's context, and beside it what follows from principal and resource; by key in lower case. */
export const contextKeys = (request: Request): ReadonlyMap<string, Found> => {
  const found = new Map<string, Found>();
  const derived = Object.entries(derivedKeys(request)).filter(([key]) => !hasKey(request.context, key));
  for (const [key, given] of [...Object.entries(request.context), ...derived, ...tagKeys(request)]) {
    if (given === undefined) continue;
    const values = typeof given === "string" ? [given] : given;
    const before = found.get(key.toLowerCase());
    const isUnsure =
      before !== undefined && (before.isUnsure || JSON.stringify(before.values) !== JSON.stringify(values));
    found.set(key.toLowerCase(), { values, isList: typeof given !== "string", isUnsure });
  }
  return found;
};

const hasKey = (context: Request["context"], key: string): boolean =>
  Object.keys(context).some((each) => each.toLowerCase() === key.toLowerCase());

const derivedKeys = ({ principal, resource }: Request): Readonly<Record<string, string | undefined>> => {
  const [who, what] = [parseArn(principal.arn), parseArn(resource.arn)];
  if (who === undefined) return { "aws:ResourceAccount": what?.account || undefined };
  const [type = "", ...names] = who.resource.split("/");
  return {
    "aws:PrincipalArn": roleArnOf(principal.arn) ?? principal.arn,
    "aws:PrincipalAccount": who.account,
    "aws:PrincipalType": principalTypes.get(type),
    "aws:username": type === "user" ? names.at(-1) : undefined,
    "aws:ResourceAccount": what?.account || undefined,
  };
};

const principalTypes: ReadonlyMap<string, string> = new Map([
  ["root", "Account"],
  ["user", "User"],
  ["role", "AssumedRole"],
  ["assumed-role", "AssumedRole"],
  ["federated-user", "FederatedUser"],
]);

/** The role of a session, or of a role. A session's ARN leaves the role's path out: give `aws:PrincipalArn` where there is one. */
export const roleArnOf = (principal: string): string | undefined => {
  const arn = parseArn(principal);
  const [type, name] = arn?.resource.split("/") ?? [];
  if (type === "role") return principal;
  return arn && type === "assumed-role" ? `arn:${arn.partition}:iam::${arn.account}:role/${name}` : undefined;
};

/** A key that the context gives as well is one key with two spellings only where the two differ. */
const tagKeys = ({ principal, resource }: Request): readonly [string, string][] => [
  ...Object.entries(principal.tags ?? {}).map(([key, value]): [string, string] => [`aws:PrincipalTag/${key}`, value]),
  ...Object.entries(resource.tags ?? {}).map(([key, value]): [string, string] => [`aws:ResourceTag/${key}`, value]),
];
