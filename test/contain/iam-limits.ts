import { IamRefusal, type RoleImage } from "#shared/model/role-image.ts";
import type { Account } from "./iam-account.ts";

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
export const quota = {
  inline: { role: 10_240, user: 2_048 },
  attached: 10,
  trust: 2_048,
  tags: 50,
  tagKey: 128,
  tagValue: 256,
} as const;

export const refuse = (kind: IamRefusal["kind"], message: string): never => {
  throw new IamRefusal(kind, message);
};

/** White space is not counted. */
export const sizeOf = (...documents: readonly string[]): number =>
  documents.reduce((sum, each) => sum + each.replaceAll(/\s/g, "").length, 0);

/** IAM's own pattern of a document: anything of Latin-1 but control characters. */
const documentForm = /^[\t\n\r -ÿ]+$/;
const tagForm = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;
const nameForms = { role: /^[\w+=,.@-]{1,64}$/, policy: /^[\w+=,.@-]{1,128}$/ } as const;

export const checkName = (what: keyof typeof nameForms, name: string): void => {
  if (!nameForms[what].test(name)) refuse("malformed", `${what} name: ${nameForms[what].source}`);
};

const statementsOf = (document: string): readonly Record<string, unknown>[] => {
  if (!documentForm.test(document)) return refuse("malformed", "MalformedPolicyDocument: characters");
  try {
    const { Statement } = JSON.parse(document) as { Statement?: unknown };
    const list: readonly unknown[] = Array.isArray(Statement) ? Statement : [Statement];
    const isSound = list.length > 0 && list.every((each) => typeof each === "object" && each !== null);
    if (isSound) return list as readonly Record<string, unknown>[];
  } catch {
    // Said below.
  }
  return refuse("malformed", "MalformedPolicyDocument: syntax");
};

export const checkInline = (
  of: keyof typeof quota.inline,
  before: RoleImage["inline"],
  { name, document }: RoleImage["inline"][number],
): void => {
  checkName("policy", name);
  const statements = statementsOf(document);
  if (statements.some((each) => "Principal" in each)) refuse("malformed", "an identity policy names no Principal");
  const others = before.filter((each) => each.name !== name).map((each) => each.document);
  const size = sizeOf(document, ...others);
  if (size > quota.inline[of])
    refuse("full", `LimitExceeded: ${size} of ${quota.inline[of]} characters of inline policies`);
};

/** Principals of this account must be there. Those of others are not looked at here. */
export const checkTrust = (document: string, account: Account, accountId: string): void => {
  const statements = statementsOf(document);
  if (statements.some((each) => !("Principal" in each || "NotPrincipal" in each)))
    refuse("malformed", "a trust policy names a Principal");
  if (statements.some((each) => "Resource" in each)) refuse("malformed", "a trust policy names no Resource");
  const size = sizeOf(document);
  if (size > quota.trust) refuse("full", `LimitExceeded: ${size} of ${quota.trust} characters of the trust policy`);
  for (const principal of statements.flatMap(principalsOf)) {
    if (!isThere(principal, account, accountId))
      refuse("malformed", "MalformedPolicyDocument: invalid principal in policy");
  }
};

const principalsOf = ({ Principal, NotPrincipal }: Record<string, unknown>): readonly string[] => {
  const given = Principal ?? NotPrincipal;
  const aws = typeof given === "object" && given !== null ? (given as { AWS?: unknown }).AWS : undefined;
  return [aws].flat().filter((each): each is string => typeof each === "string");
};

/** An id stands for a principal that is gone: IAM keeps it where it is, and takes it from nobody. */
const isThere = (principal: string, { roles, users }: Account, accountId: string): boolean => {
  if (/^A(ROA|IDA)[A-Z0-9]+$/.test(principal)) return false;
  if (!principal.startsWith(`arn:aws:iam::${accountId}:`) || principal.endsWith(":root")) return true;
  return [...roles.values(), ...users.values()].some(({ arn }) => arn === principal);
};

export const checkTags = (tags: RoleImage["tags"]): void => {
  for (const { key, value } of tags) {
    const isSound = key.length > 0 && key.length <= quota.tagKey && value.length <= quota.tagValue;
    if (!isSound || !tagForm.test(key) || !tagForm.test(value) || /^aws:/i.test(key))
      refuse("malformed", "a tag's key or value");
  }
  if (new Set(tags.map(({ key }) => key.toLowerCase())).size < tags.length) refuse("malformed", "a tag's key twice");
  if (tags.length > quota.tags) refuse("full", `LimitExceeded: ${tags.length} tags`);
};
