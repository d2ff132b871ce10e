import { severities } from "../model/finding.ts";
import type { Notice } from "../model/notice.ts";
import { epochOf, isoAt, secondsBetween } from "../model/time.ts";

/** What one recipient was sent lately, and what waits for the next digest. */
export interface Recipient {
  /** A member's id or e-mail address, a channel, or a topic's ARN: as the settings say it. */
  to: string;
  /** Of the directory: who is behind it. */
  person?: string;
  team?: string;
  /** The notices that went alone within the span, oldest first. */
  sent: readonly { id: string; at: string }[];
  /** Takes further notices until it is due. */
  digest?: Digest;
  /** Takes no more; is being sent. */
  closing?: Digest;
  /** Digests so far. */
  opened: number;
  version: number;
}

export interface Digest {
  id: string;
  /** ISO 8601 */
  dueAt: string;
  /** Of notices. */
  ids: readonly string[];
}

/** More than three within ten minutes become a digest: the first three go alone. */
export const alone = 3;
const span = 10 * 60;
/** Slack shows 50 blocks. */
export const fullDigest = 40;

/** What must not wait: what is critical, what one person is asked, and a digest itself. */
export const isGroupable = ({ severity, person, type }: Pick<Notice, "severity" | "person" | "type">): boolean =>
  severity !== "critical" && person === undefined && type !== "digest";

export type Placement =
  | { place: "alone" | "grouped"; digest?: string; next: Recipient | undefined }
  /** The digest is full and has to be sent first. */
  | { place: "full" };

/** Where this notice belongs. `next`: to be stored, undefined where nothing changes. The same id gets the same answer again. */
export const placeOf = (recipient: Recipient, id: string, now: string): Placement => {
  const known = [recipient.digest, recipient.closing].find((digest) => digest?.ids.includes(id));
  if (known) return { place: "grouped", digest: known.id, next: undefined };
  const sent = recipient.sent.filter(({ at }) => secondsBetween(at, now) < span);
  if (sent.some((one) => one.id === id)) return { place: "alone", next: undefined };
  if (recipient.digest) return joined(recipient, recipient.digest, id, now);
  if (sent.length < alone) {
    const next = { ...recipient, sent: [...sent, { id, at: now }], version: recipient.version + 1 };
    return { place: "alone", next };
  }
  return opened({ ...recipient, sent }, id, now);
};

const joined = (recipient: Recipient, digest: Digest, id: string, now: string): Placement => {
  if (digest.ids.length >= fullDigest) return { place: "full" };
  const ids = [...digest.ids, id];
  const dueAt = ids.length >= fullDigest ? now : digest.dueAt;
  const next = { ...recipient, digest: { ...digest, ids, dueAt }, version: recipient.version + 1 };
  return { place: "grouped", digest: digest.id, next };
};

/** Due when ten minutes have passed since the first of the three. */
const opened = (recipient: Recipient, id: string, now: string): Placement => {
  const count = recipient.opened + 1;
  const digest = {
    id: `digest#${recipient.to}#${now}#${count}`,
    dueAt: isoAt((epochOf(recipient.sent[0]?.at ?? now) ?? 0) + span * 1000),
    ids: [id],
  };
  return {
    place: "grouped",
    digest: digest.id,
    next: { ...recipient, digest, opened: count, version: recipient.version + 1 },
  };
};

/** Its digest takes no more: what comes now opens another. */
export const closed = (recipient: Recipient): Recipient => {
  const { digest, closing, ...rest } = recipient;
  const next = closing ?? digest;
  return { ...rest, ...(next && { closing: next }), ...(closing && digest && { digest }), version: rest.version + 1 };
};

/** Its digest is in the outbox. */
export const released = (recipient: Recipient): Recipient => {
  const { closing: _, ...rest } = recipient;
  return { ...rest, version: rest.version + 1 };
};

/** When `flush-notices` has work with it. */
export const dueAt = ({ digest, closing }: Recipient): string | undefined => closing?.dueAt ?? digest?.dueAt;

const words = { detail: 300, title: 200 };

/** The digest as a notice. What people need to decide stands in each item; the rest is in the ledger. */
export const digestNotice = (
  digest: Digest,
  items: readonly Notice[],
  { team, person }: Pick<Recipient, "team" | "person">,
  topicArn: string,
  now: string,
): Notice => ({
  id: digest.id,
  type: "digest",
  severity: severities[Math.max(...items.map(({ severity }) => severities.indexOf(severity)))] ?? "info",
  resource: { arn: topicArn, kind: undefined },
  team,
  studiouserid: undefined,
  ...(person !== undefined && { person }),
  at: now,
  title: `${items.length} further notices`,
  detail: "More than three came within ten minutes: these are the others.",
  remediation: "",
  facts: {},
  items: items.map((item) => ({
    ...item,
    title: item.title.slice(0, words.title),
    detail: item.detail.slice(0, words.detail),
    remediation: "",
    facts: {},
  })),
});
