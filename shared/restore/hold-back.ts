import { isAtLeast } from "../decide/finding-rows.ts";
import { audit } from "../detect/audit/index.ts";
import type { AuditFinding } from "../detect/audit/rule.ts";
import type { CleanAudit, Holdings } from "../model/clean-audit.ts";
import type { Contract } from "../model/contract.ts";
import type { Snapshot } from "../model/incident.ts";
import type { AccountFacts, HeldPolicy, RoleFacts } from "../model/role-facts.ts";
import type { RoleImage } from "../model/role-image.ts";
import type { Settings } from "../model/settings.ts";
import { tagMap } from "../model/tags.ts";
import { statementsIn } from "../policy/document.ts";
import { managedPolicyLimit, readPolicy } from "../policy/read.ts";
import { type Digest, holdingsOf } from "./holdings.ts";

export interface HeldBack {
  /** A policy's name or ARN, or `trust:<sid or number>`. */
  what: string;
  why: string;
}

export interface Judged {
  inline: readonly HeldBack[];
  managed: readonly HeldBack[];
  /** By the statement's index. */
  trust: readonly (HeldBack & { index: number })[];
}

export interface Yardstick {
  /** Undefined: no audit has seen the role. */
  clean: CleanAudit | undefined;
  contract: Contract | undefined;
  contracts: readonly Contract[];
  settings: Settings;
  place: Pick<AccountFacts, "account" | "partition">;
  /** ISO 8601 */
  now: string;
  digest: Digest;
}

const nothing: Judged = { inline: [], managed: [], trust: [] };

/**
 * What of the snapshot is not given back without being asked for: what came since the last clean audit, or since the first where
 * none was clean, and is outside the contract, which is where an audit of the role finds something at medium or above. Without a
 * contract all that came since a clean audit is outside of it. Where nothing is to judge by, nothing is held back.
 */
export const heldBackOf = (snapshot: Snapshot, yardstick: Yardstick): Judged => {
  const { contract, digest } = yardstick;
  const { image, managed } = snapshot;
  const { clean } = yardstick;
  if (clean?.roleId !== image.id || (contract === undefined && !clean.isClean)) return nothing;
  const attached = image.attached.map((arn) => ({
    arn,
    document: managed.find((policy) => policy.arn === arn)?.document,
  }));
  const has = holdingsOf({ ...image, managed: attached }, digest);
  const findings = findingsOver(snapshot, yardstick);
  const since = sinceOf(clean);
  const why = (policy: string): string | undefined =>
    contract === undefined ? `${since}, and no contract says what the role is for` : whyOf(since, at(findings, policy));
  const fresh = comeSince(has, clean);
  return {
    inline: fresh.inline.flatMap((name) => heldBack(name, why(name))),
    managed: fresh.managed.flatMap((arn) =>
      heldBack(arn, isUnread(attached, arn) ? `${since}, and its document could not be read` : why(arn)),
    ),
    trust: fresh.trust.flatMap((index) => trustHeldBack(image, index, { contract, findings, since })),
  };
};

const heldBack = (what: string, why: string | undefined): readonly HeldBack[] =>
  why === undefined ? [] : [{ what, why }];

const sinceOf = ({ at, isClean }: CleanAudit): string =>
  `it came or changed since the ${isClean ? "clean" : "first"} audit of ${at}`;

const isUnread = (attached: readonly { arn: string; document: string | undefined }[], arn: string): boolean =>
  attached.every((one) => one.arn !== arn || one.document === undefined);

/** Names, ARNs and indexes of what the clean audit did not see as it is now. */
const comeSince = (has: Holdings, clean: CleanAudit) => ({
  inline: has.inline
    .filter(({ name, digest }) => !clean.inline.some((one) => one.name === name && one.digest === digest))
    .map(({ name }) => name),
  managed: has.managed
    .filter(
      ({ arn, digest }) =>
        digest === undefined || !clean.managed.some((one) => one.arn === arn && one.digest === digest),
    )
    .map(({ arn }) => arn),
  trust: has.trust.flatMap((digest, index) => (clean.trust.includes(digest) ? [] : [index])),
});

const at = (findings: readonly AuditFinding[], policy: string): readonly AuditFinding[] =>
  findings.filter(({ where }) => where.policy === policy);

const whyOf = (since: string, found: readonly AuditFinding[]): string | undefined =>
  found[0] && `${since}, and the audit says ${found[0].rule}: ${found[0].detail}`;

/** A Deny lets nobody in. */
const trustHeldBack = (
  { trust }: RoleImage,
  index: number,
  { contract, findings, since }: { contract: Contract | undefined; findings: readonly AuditFinding[]; since: string },
): Judged["trust"] => {
  const statement = statementsIn(trust)[index] as { Sid?: unknown; Effect?: unknown };
  if (statement.Effect === "Deny") return [];
  const found = at(findings, "trust").filter(({ where }) => where.statement === null || where.statement === index);
  const why = contract === undefined ? `${since}, and no contract says who may take the role` : whyOf(since, found);
  const sid = typeof statement.Sid === "string" && statement.Sid !== "" ? statement.Sid : String(index);
  return heldBack(`trust:${sid}`, why).map((one) => ({ ...one, index }));
};

/** Of this role alone: what needs the rest of the account is unknown here, and judged by the audits. */
const findingsOver = (snapshot: Snapshot, { contracts, settings, place, now }: Yardstick): readonly AuditFinding[] => {
  const role = factsOf(snapshot);
  const facts: AccountFacts = {
    ...place,
    roles: [role],
    users: undefined,
    resourcePolicies: undefined,
    managed: new Map(),
    takenAt: undefined,
  };
  return audit(facts, contracts, settings, now).findings.filter(
    (found) => found.role === role.arn && isAtLeast(found.severity, "medium"),
  );
};

const factsOf = ({ image, managed }: Snapshot): RoleFacts => {
  const documentOf = (arn: string) => {
    const found = managed.find((policy) => policy.arn === arn);
    return found && readPolicy(found.document, "identity", managedPolicyLimit);
  };
  const { arn, name, id, path, createdAt, maxSession, boundary } = image;
  return {
    ...{ arn, name, id, path, createdAt, maxSession },
    trust: readPolicy(image.trust, "trust"),
    policies: [
      ...image.inline.map((one): HeldPolicy => ({ name: one.name, policy: readPolicy(one.document, "identity") })),
      ...image.attached.map(
        (each): HeldPolicy => ({ name: each.slice(each.lastIndexOf("/") + 1), arn: each, policy: documentOf(each) }),
      ),
    ],
    boundary: boundary === undefined ? "none" : { arn: boundary, policy: documentOf(boundary) },
    tags: tagMap(image.tags.map(({ key, value }) => [key, value] as const)),
    lastUsed: undefined,
    services: undefined,
  };
};
