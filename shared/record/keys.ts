import { PoisonRecord } from "../model/errors.ts";
import { epochOf, isoAt } from "../model/time.ts";
import type { Key } from "./table.ts";

/** DynamoDB's limits, bytes. */
const limits = { pk: 2_048, sk: 1_024 };

const key = (pk: string, sk: string): Key => {
  if (Buffer.byteLength(pk) > limits.pk || Buffer.byteLength(sk) > limits.sk)
    throw new PoisonRecord(`a key of the ledger would be too long: ${pk.slice(0, 100)}…`);
  return { pk, sk };
};

/** Seconds since 1970. Throws `PoisonRecord` where the record's time is none. */
export const secondsAt = (iso: string, field: string): number => {
  const ms = epochOf(iso);
  if (ms === undefined) throw new PoisonRecord(`${field} is not a time: ${iso.slice(0, 60)}`);
  return Math.floor(ms / 1000);
};

/** With milliseconds always: `…:00Z` and `…:00.500Z` must sort by time. */
export const sortableTime = (iso: string): string => {
  secondsAt(iso, "createdAt");
  return isoAt(epochOf(iso) ?? 0);
};

/** A part of a key that a caller may have chosen. Throws `PoisonRecord` for half a character: no service writes one. */
const encoded = (text: string): string => {
  if (!text.isWellFormed()) throw new PoisonRecord("a name in a key of the ledger is not well-formed Unicode");
  return encodeURIComponent(text);
};

export const resourceKey = (arn: string): string => `resource#${arn}`;
export const creationPrefix = "creation#";
export const creationKey = (arn: string, createdAt: string, eventId: string): Key =>
  key(resourceKey(arn), `${creationPrefix}${sortableTime(createdAt)}#${eventId}`);
/** Who opened the last row of this ARN. */
export const claimKey = (arn: string): Key => key(resourceKey(arn), "claim");
export const roundsKey = (arn: string): Key => key(resourceKey(arn), "rounds");

export const sessionKey = (accessKeyId: string): Key => key(`session#${accessKeyId}`, "session");
/** Identity Center's later calls carry another access key: role, session name and second are what stays. */
export const aliasKey = (roleId: string, name: string, at: string, accessKeyId: string): Key =>
  key(`role-session#${encoded(roleId)}#${encoded(name)}#${secondsAt(at, "issuedAt")}`, `session#${accessKeyId}`);

/** Credentials that the broker issued, beside the session that STS's record tells. */
export const issueKey = (accessKeyId: string): Key => key(sessionKey(accessKeyId).pk, "issue");

export const profileKey = (name: string, region: string): Key => key(`profile#${region}#${encoded(name)}`, "profiles");
export const identityKey = (arn: string): Key => key(`profile#${arn}`, "identity");
export const caseKey = (caseId: string): Key => key(`case#${caseId}`, "case");
/** Exemptions of one resource by a person's answer or an approver's tag; those of the settings are not stored. */
export const exemptionKey = (arn: string): Key => key(resourceKey(arn), "exemption");
/** What is counted against an hourly limit. */
export const limitKey = (name: string): Key => key(`limit#${name}`, "limit");
/** Of a work that goes on over several runs, and of facts about this deployment. */
export const stateKey = (name: string): Key => key(`state#${name}`, "state");
/** One run of attempts across the teams' borders. */
export const probePrefix = "run#";
export const probeKey = (at: string): Key => key("probe", `${probePrefix}${sortableTime(at)}`);
/** One person or channel that is told: what was sent lately, and what waits for the digest. */
export const recipientKey = (destination: string): Key => key(`recipient#${encoded(destination)}`, "recipient");
/** Slack's id of the person with this e-mail address. */
export const memberKey = (email: string): Key => key(`member#${encoded(email)}`, "member");
/** The Slack thread of one resource in one channel. */
export const threadKey = (arn: string, channel: string): Key => key(resourceKey(arn), `thread#${encoded(channel)}`);
/** A request that was taken: the same one again is a replay. */
export const requestKey = (digest: string): Key => key(`request#${digest}`, "request");
export const noticeKey = (id: string): Key => key(`notice#${id}`, "notice");
/** What one sweep has read so far, in parts: one item would be too large. */
export const sweepPartKey = (startedAt: string, number: number): Key =>
  key(`sweep#${sortableTime(startedAt)}`, `part#${String(number).padStart(6, "0")}`);

/** One watched role: its state, and under it by time its signals, its sessions, and what they chained to or made. */
export const vendorRoleKey = (role: string): Key => key(`vendor-role#${role}`, "state");
export const vendorRolePrefixes = {
  signal: "signal#",
  session: "session#",
  link: "link#",
  finding: "finding#",
} as const;
export const vendorRowKey = (role: string, of: "signal" | "session" | "link", at: string, id: string): Key =>
  key(vendorRoleKey(role).pk, `${vendorRolePrefixes[of]}${sortableTime(at)}#${encoded(id)}`);
/** By what it is about, so that the next audit finds it again. */
export const findingKey = (role: string, rule: string, place: string): Key =>
  key(vendorRoleKey(role).pk, `${vendorRolePrefixes.finding}${rule}#${encoded(place)}`);
/** A principal that a vendor's session took or made: access key id, or ARN of a user or role. */
export const linkKey = (principal: string): Key => key(`link#${encoded(principal)}`, "link");
/** The beginning or the end of a rotation of a vendor's external id. */
export const rotationKey = ({ vendor, version, act }: { vendor: string; version: string; act: string }): Key =>
  key(`vendor#${encoded(vendor)}`, `rotation#${encoded(version)}#${act}`);
/** What the role held when an audit last found nothing to object to. */
export const cleanAuditKey = (role: string): Key => key(vendorRoleKey(role).pk, "clean-audit");
/** The incident of a role that is under way, or its last; and those before it. */
export const incidentKey = (role: string): Key => key(vendorRoleKey(role).pk, "incident");
/** What was said to the deployments of a role. */
export const deploymentKey = (role: string): Key => key(vendorRoleKey(role).pk, "deployment");
export const incidentPastKey = (role: string, number: number): Key =>
  key(vendorRoleKey(role).pk, `incident-past#${String(number).padStart(6, "0")}`);
