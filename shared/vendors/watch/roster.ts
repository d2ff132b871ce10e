import type { Principal } from "../../model/activity.ts";
import { parseArn } from "../../model/arn.ts";
import type { Contract } from "../../model/contract.ts";
import { matchesAny } from "../../model/glob.ts";
import type { Settings } from "../../model/settings.ts";
import type { Watched } from "../../model/vendor-act.ts";
import { names } from "../../names.ts";
import { contractsOf } from "../contract.ts";

export type Known = Pick<Watched, "role" | "contract" | "registered">;

/** Which roles and principals are watched. */
export interface Roster {
  settings: Settings;
  /** A role by its ARN; undefined where it is not watched. */
  watched(roleArn: string): Known | undefined;
  /** The same, watched or not. */
  ofRole(roleArn: string): Known;
  ofRoleName(role: { partition: string; account: string; name: string }): Known | undefined;
  ofPrincipal(principal: Principal): Known | undefined;
}

/**
 * The roles of the contracts, everything under `role/vendor/`, and what `patterns` match: ARNs of roles, assumed roles,
 * IAM users or root, with `*` and `?`.
 */
export const rosterOf = (settings: Settings, patterns: readonly string[] = []): Roster => {
  const registered = registryOf(settings);
  const ofRole = (roleArn: string): Known => {
    const contract = registered(roleArn);
    return { role: contract?.role.arn ?? roleArn, contract, registered: contract !== undefined };
  };
  const watched = (roleArn: string): Known | undefined => {
    const known = ofRole(roleArn);
    const isWatched = known.registered || isVendorPath(roleArn) || matchesOne(formsOf(roleArn), patterns);
    return isWatched ? known : undefined;
  };
  const ofPrincipal = (principal: Principal): Known | undefined => {
    const role = roleOf(principal);
    const known = role === undefined ? undefined : watched(role);
    if (known || patterns.length === 0 || !isAsked(principal, patterns)) return known;
    return role === undefined ? { role: principal.arn ?? "", contract: undefined, registered: false } : ofRole(role);
  };
  const byName = new Map(patterns.map((pattern) => [withoutPath(pattern), pattern]));
  const ofRoleName: Roster["ofRoleName"] = ({ partition, account, name }) => {
    const arn = `arn:${partition}:iam::${account}:role/${name}`;
    return watched(byName.get(arn) ?? arn);
  };
  return { settings, watched, ofRole, ofPrincipal, ofRoleName };
};

const withoutPath = (roleArn: string): string => roleArn.replace(/:role\/.*\//, ":role/");

const isVendorPath = (roleArn: string): boolean => roleArn.includes(`:role${names.vendorPath}`);

const matchesOne = (texts: readonly string[], patterns: readonly string[]): boolean =>
  texts.some((text) => matchesAny(text, patterns));

/** A role may be asked for without its path, and as its sessions are named. */
const formsOf = (roleArn: string): readonly string[] => {
  const { partition, account, resource } = parseArn(roleArn) ?? { partition: "aws", account: "", resource: "" };
  const name = resource.slice(resource.lastIndexOf("/") + 1);
  return [
    roleArn,
    `arn:${partition}:iam::${account}:role/${name}`,
    `arn:${partition}:sts::${account}:assumed-role/${name}`,
  ];
};

const isAsked = ({ arn }: Principal, patterns: readonly string[]): boolean => matchesAny(arn, patterns);

/** The role of a session: with its path where the record tells it. */
const roleOf = ({ arn, session }: Principal): string | undefined => {
  if (session?.roleArn !== undefined) return session.roleArn;
  const [, partition, account, name] = /^arn:([\w-]+):sts::(\d+):assumed-role\/([^/]+)/.exec(arn ?? "") ?? [];
  return name === undefined ? undefined : `arn:${partition}:iam::${account}:role/${name}`;
};

/** Accounts whose contracts are kept at hand; records may name any number. */
const mostAccounts = 100;

/** Contracts by the account and name of their role: some records leave out a role's path. */
const registryOf = (settings: Settings): ((roleArn: string) => Contract | undefined) => {
  const byAccount = new Map<string, ReadonlyMap<string, Contract>>();
  const isEmpty = Object.keys(settings.vendors).length === 0;
  return (roleArn) => {
    const arn = isEmpty ? undefined : parseArn(roleArn);
    if (arn === undefined || !arn.resource.startsWith("role/")) return undefined;
    const place = `${arn.partition} ${arn.account}`;
    let contracts = byAccount.get(place);
    if (contracts === undefined) {
      const here = contractsOf(settings, arn).filter(({ role }) => parseArn(role.arn)?.account === arn.account);
      contracts = new Map(here.map((contract) => [contract.role.name, contract]));
      if (byAccount.size >= mostAccounts) byAccount.clear();
      byAccount.set(place, contracts);
    }
    return contracts.get(arn.resource.slice(arn.resource.lastIndexOf("/") + 1));
  };
};
