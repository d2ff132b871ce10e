import { parseArn } from "../model/arn.ts";
import { matchesAny } from "../model/glob.ts";
import type { Settings } from "../model/settings.ts";
import { names } from "../names.ts";

/** What somebody, or a signal, wants to be denied. Everything in it is hostile input. */
export interface Asked {
  /** Of a role or user, as it was asked for. */
  arn: string;
  /** `vendor`: the whole role · `chained`: one session of it, which a contained role took · `minted`: what a contained role's session made. */
  as: "vendor" | "chained" | "minted";
  /** ARN of who asks, where it is a person or a tool with a role of the account. */
  by?: string | undefined;
}

/** What is known around it. */
export interface Around {
  place: { partition: string; account: string };
  settings: Pick<Settings, "protected">;
  /** As IAM holds it. Undefined: there is none. */
  live: { arn: string } | undefined;
  /** A contract names it, or outsiders may take it: our settings or the discovery say so. */
  isVendors: boolean;
}

const adopt = "register it under vendors in the settings (sagewarden vendors adopt ROLE), deploy, and ask again";
const console = "if it is abused all the same, revoke its sessions in the IAM console";

/**
 * Why a principal may not be touched, and what a person can do instead; undefined: it may. Every way of asking goes through
 * here: signals, the command line, the runbook, Slack, the walk from a contained role to what it took and made.
 */
export const touchable = (asked: Asked, around: Around): string | undefined => {
  const who = readPrincipal(asked.arn);
  if (who === undefined)
    return "it is not the ARN of an IAM role or user: give one as arn:aws:iam::111122223333:role/NAME";
  return byPlace(who, around) ?? byKind(who) ?? byLife(asked, who, around);
};

interface Principal {
  partition: string;
  account: string;
  type: "role" | "user";
  /** Begins and ends with a slash. */
  path: string;
  name: string;
  arn: string;
}

const form = /^(role|user)(\/(?:[\x21-\x7e]{1,510}\/)?)([\w+=,.@-]{1,128})$/;

const readPrincipal = (arn: string): Principal | undefined => {
  const parsed = arn.length > 800 ? undefined : parseArn(arn);
  if (parsed?.service !== "iam" || parsed.region !== "") return undefined;
  const [, type, path, name] = form.exec(parsed.resource) ?? [];
  if (type === undefined || path === undefined || name === undefined || /[*?]/.test(arn)) return undefined;
  return {
    partition: parsed.partition,
    account: parsed.account,
    type: type === "role" ? "role" : "user",
    path,
    name,
    arn,
  };
};

const byPlace = ({ partition, account }: Principal, { place }: Around): string | undefined => {
  if (account !== place.account)
    return `it belongs to account ${account || "(none)"}, and this Sagewarden works in ${place.account}: ask the one that is deployed there`;
  return partition === place.partition
    ? undefined
    : `it is of partition ${partition}, and this account is of ${place.partition}`;
};

const bootstrap =
  /^cdk-[a-z0-9]{1,10}-(cfn-exec|deploy|file-publishing|image-publishing|lookup)-role-\d{12}-[a-z0-9-]+$/;

/** By its path and name, which nobody can change. */
const byKind = ({ path, name }: Principal): string | undefined => {
  const where = path.toLowerCase();
  if (where.startsWith("/aws-service-role/"))
    return "it is a service-linked role, whose policies nobody can change: stop the service's use of it, then delete it by DeleteServiceLinkedRole";
  if (where.startsWith("/aws-reserved/sso.amazonaws.com/"))
    return "it belongs to IAM Identity Center, which would undo every change: end the person's sessions and take the assignment away there";
  if (where.startsWith("/aws-reserved/")) return "AWS reserves it for a service of its own: ask that service";
  if (where.startsWith(names.rolePath))
    return `it is Sagewarden's own: without it nothing would be contained any more; ${console}`;
  return bootstrap.test(name) ? `CDK deploys by it, Sagewarden too; ${console}` : undefined;
};

/** By who asks, what the settings say, and whether it is there. */
const byLife = ({ as, by }: Asked, who: Principal, { settings, live, isVendors }: Around): string | undefined => {
  if (isOwn(who, by))
    return "it is the role or user that asks: who contains itself cannot put it back; ask as somebody else";
  if (isProtected(who, settings))
    return `the settings protect it (protected.${who.type}s): take it from that list and deploy, or ${console}`;
  if (live === undefined) return `there is no such ${who.type}: look whether it was deleted, or has another path`;
  if (live.arn !== who.arn) return `the ${who.type} of this name is ${live.arn}: ask for that one`;
  if (as !== "vendor") return undefined;
  if (who.type === "user") return "it is a user, and contracts are about roles: make its access keys inactive in IAM";
  return isVendors ? undefined : `no contract names it and no outsider may take it: ${adopt}`;
};

/** A session's ARN has the role's name without its path: names are unique in an account. */
const isOwn = ({ type, name, account, arn }: Principal, by: string | undefined): boolean => {
  if (by === undefined) return false;
  if (by === arn) return true;
  const asking = parseArn(by);
  if (asking?.account !== account) return false;
  const [kind, ...rest] = asking.resource.split("/");
  const own = kind === "assumed-role" ? rest[0] : rest.at(-1);
  return own === name && (type === "user" ? kind === "user" : kind === "assumed-role" || kind === "role");
};

/** Users stand there by name or ARN. */
const isProtected = ({ type, name, arn }: Principal, { protected: kept }: Around["settings"]): boolean =>
  type === "role" ? matchesAny(arn, kept.roles) : matchesAny(arn, kept.users) || matchesAny(name, kept.users);
