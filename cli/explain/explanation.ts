import type { Verdict } from "#shared/model/decision.ts";
import type { CreationRow } from "#shared/model/outcome.ts";
import type { Answer } from "#shared/model/owner.ts";
import type { Tags } from "#shared/model/tags.ts";
import { plainText } from "#shared/notify/plain-text.ts";
import type { Judged } from "../replay/judge.ts";
import { type Conversation, conversationLines } from "./conversation.ts";

/** What `explain --json` prints: one creation, and what else is known of the same ARN. */
export interface Explanation {
  /** What happened, or what would be decided about a record in files. */
  from: "ledger" | "files";
  resource: CreationRow["resource"];
  eventId: string;
  eventName: string;
  announcedBy: CreationRow["announcedBy"];
  createdAt: string;
  /** Of the ledger the outcome, of files the decision. */
  outcome: CreationRow["outcome"] | Verdict;
  reason: string;
  owner: CreationRow["owner"];
  findings: CreationRow["findings"];
  /** What was written; empty when nothing was. */
  written: Tags;
  /** What was to be written. */
  intended: Tags;
  replaced: Tags;
  taggedAt: string | null;
  calls: number;
  history: CreationRow["history"];
  /** What was said about it, by us and by people; null of files, and where nothing was said. */
  conversation: Conversation | null;
  /** Other creations of the same ARN, newest first: a name may be used again after a deletion. */
  others: readonly { eventId: string; createdAt: string; outcome: Explanation["outcome"] }[];
}

export const explainRow = (
  row: CreationRow,
  all: readonly CreationRow[],
  conversation: Conversation | null = null,
): Explanation => ({
  from: "ledger",
  resource: row.resource,
  eventId: row.eventId,
  eventName: row.eventName,
  announcedBy: row.announcedBy,
  createdAt: row.createdAt,
  outcome: row.outcome,
  reason: row.reason,
  owner: row.owner,
  findings: row.findings,
  written: row.outcome === "tagged" ? row.intent : {},
  intended: row.intent,
  replaced: row.replaced,
  taggedAt: row.taggedAt ?? null,
  calls: row.calls,
  history: row.history,
  conversation,
  others: all
    .filter(({ eventId }) => eventId !== row.eventId)
    .map(({ eventId, createdAt, outcome }) => ({ eventId, createdAt, outcome })),
});

export const explainJudged = ({ creation, decision }: Judged, all: readonly Judged[]): Explanation => ({
  from: "files",
  resource: creation.resource,
  eventId: creation.eventId,
  eventName: creation.eventName,
  announcedBy: creation.announcedBy,
  createdAt: creation.at,
  outcome: decision.verdict,
  reason: decision.reason,
  owner: decision.attribution.owner,
  findings: decision.findings,
  written: {},
  intended: decision.write,
  replaced: {},
  taggedAt: null,
  calls: 0,
  history: [],
  conversation: null,
  others: all
    .filter((other) => other.creation.eventId !== creation.eventId)
    .map((other) => ({
      eventId: other.creation.eventId,
      createdAt: other.creation.at,
      outcome: other.decision.verdict,
    })),
});

const announcements: Readonly<Record<CreationRow["announcedBy"], string>> = {
  api: "the API call",
  "service-event": "the service's own event",
  "state-change": "SageMaker's state-change event",
  sweep: "nothing: the sweep found it",
};

/** Values come from callers: nothing that steers a terminal or turns its reading direction reaches it. */
const plain = (line: string): string => plainText(line, 4_000);

const pairs = (tags: Tags): string =>
  Object.entries(tags)
    .map(([key, value]) => `${key}=${value}`)
    .join(", ");

const ownerLine = (tag: string, answer: Answer | null): string =>
  answer === null
    ? `${tag}: nobody is proven.`
    : `${tag}: ${answer.value}, by ${answer.evidence.resolver} from ${answer.evidence.field} (${answer.evidence.strength}).`;

const writtenLines = ({ from, outcome, written, intended, replaced, taggedAt, calls }: Explanation): string[] => {
  if (from === "files") {
    return [Object.keys(intended).length > 0 ? `It would write ${pairs(intended)}.` : "It would write nothing."];
  }
  const cost = `${calls} SageMaker ${calls === 1 ? "call" : "calls"}`;
  if (Object.keys(written).length > 0) {
    const before = Object.keys(replaced).length > 0 ? ` in place of ${pairs(replaced)}` : "";
    return [`Written: ${pairs(written)}${before}, at ${taggedAt ?? "an unknown time"}, with ${cost}.`];
  }
  if (outcome === "observed" && Object.keys(intended).length > 0) {
    return [`Nothing was written: the mode forbids it. It would have been ${pairs(intended)}.`];
  }
  return [`Nothing was written, with ${cost}.`];
};

const section = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : ["", title, ...lines.map((line) => `  ${line}`)];

/** The explanation in sentences. */
export const asText = (explanation: Explanation): string =>
  [
    `${explanation.resource.arn} (${explanation.resource.kind})`,
    `Created ${explanation.createdAt} by ${explanation.eventName}, announced by ${announcements[explanation.announcedBy]}, event ${explanation.eventId}.`,
    `${explanation.from === "files" ? "Decision" : "Outcome"}: ${explanation.outcome}, because ${explanation.reason}`,
    ownerLine("team", explanation.owner.team),
    ownerLine("studiouserid", explanation.owner.studiouserid),
    ...writtenLines(explanation),
    ...section(
      "Findings",
      explanation.findings.map(
        ({ rule, severity, detail, remediation }) => `${severity} ${rule}: ${detail} → ${remediation}`,
      ),
    ),
    ...section(
      "History",
      explanation.history.map(({ at, outcome, reason, by }) => `${at} ${outcome} by ${by}: ${reason}`),
    ),
    ...section("Conversation", explanation.conversation ? conversationLines(explanation.conversation) : []),
    ...section("What comes", explanation.conversation?.next ?? []),
    ...section(
      "Other creations of this ARN",
      explanation.others.map(({ createdAt, outcome, eventId }) => `${createdAt} ${outcome} ${eventId}`),
    ),
  ]
    .map(plain)
    .join("\n");
