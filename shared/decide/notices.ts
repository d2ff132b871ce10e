import type { ExemptClaim } from "../detect/rule.ts";
import type { Creation, Retag } from "../model/activity.ts";
import type { Finding, Severity } from "../model/finding.ts";
import { severities } from "../model/finding.ts";
import type { Notice } from "../model/notice.ts";
import type { CreationRow } from "../model/outcome.ts";
import type { Owner } from "../model/owner.ts";
import type { RetagDecision } from "./retag.ts";

/** What people are told about a creation as it stands now, without what they were told before. Of an unowned one its case tells. */
export const creationNotices = (creation: Creation, row: CreationRow, now: string): readonly Notice[] => {
  const type = noticeType(row);
  const id = `${type}#${row.eventId}#${row.resource.arn}`;
  if (type === undefined || row.notices.includes(id)) return [];
  return [
    {
      id,
      type,
      severity: type === "tagging-failed" ? "high" : worst(row.findings),
      resource: row.resource,
      ...names(row.owner),
      at: now,
      title: titles[type](row),
      detail: row.reason,
      remediation:
        row.findings[0]?.remediation ??
        "Read the reason and mend what it names. Where the message is among the dead letters, redrive it; else tag the resource as a provisioner.",
      facts: {
        createdAt: row.createdAt,
        eventName: row.eventName,
        eventId: row.eventId,
        principal: creation.principal.arn ?? creation.principal.type,
      },
    },
  ];
};

type CreationNotice = "mismatch" | "tagging-failed";

const noticeType = (row: CreationRow): CreationNotice | undefined => {
  if (row.outcome === "failed") return "tagging-failed";
  // A caller's words that were replaced are told at once; words that evidence may still prove right wait for the end.
  const isReplaced = row.taggedAt !== undefined && Object.keys(row.replaced).length > 0;
  return row.outcome === "mismatch" || isReplaced ? "mismatch" : undefined;
};

const titles: Record<CreationNotice, (row: CreationRow) => string> = {
  mismatch: ({ resource }) => `${resource.kind} was created under another name`,
  "tagging-failed": ({ resource }) => `A new ${resource.kind} could not be tagged`,
};

/** What people are told about a change of a guarded tag. */
export const retagNotice = (
  retag: Retag,
  decision: RetagDecision,
  facts: Readonly<Record<string, string>>,
  round: number,
  now: string,
): Notice => {
  const stops = decision.action === "stop" || decision.action === "back-off";
  return {
    id: `guarded#${retag.resource.arn}#${retag.eventId}`,
    type: stops ? "provisioner-fight" : "guarded-tag-changed",
    severity: worst(decision.findings),
    resource: retag.resource,
    ...names(decision.owner),
    at: now,
    title: stops ? "A provisioner and Sagewarden set the same tags" : "A guarded tag was changed",
    detail: decision.findings.map(({ detail }) => detail).join("; "),
    remediation: decision.findings[0]?.remediation ?? "",
    facts: { ...facts, action: decision.action, round: String(round), eventId: retag.eventId },
  };
};

/** What people are told about a tag that exempts nothing. */
export const exemptionNotice = (
  { eventId, resource }: Creation | Retag,
  { arn, until, principal, person, team }: ExemptClaim,
  findings: readonly Finding[],
  now: string,
): Notice => ({
  id: `exempt-tag#${eventId}#${arn}`,
  type: "claim-unproven",
  severity: worst(findings),
  resource,
  team,
  studiouserid: undefined,
  at: now,
  title: "A tag asks for an exemption that nobody who may has granted",
  detail: findings.map(({ detail }) => detail).join("; "),
  remediation: findings[0]?.remediation ?? "",
  facts: { principal, person: person ?? "nobody is proven", until, eventId },
});

const names = (owner: Owner): { team: string | undefined; studiouserid: string | undefined } => ({
  team: owner.team?.value,
  studiouserid: owner.studiouserid?.value,
});

export const worst = (findings: readonly Finding[]): Severity =>
  severities[Math.max(0, ...findings.map(({ severity }) => severities.indexOf(severity)))] ?? "info";
