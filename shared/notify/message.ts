import type { Notice } from "../model/notice.ts";
import { plainText } from "./plain-text.ts";
import { consoleLink } from "./resource-link.ts";
import { choicesSentence, ownerSentence, readableTime, willSentence } from "./sentences.ts";

/** A notice as it leaves us: the same fields, every text fit to be shown. */
export interface NoticeDocument extends Omit<Notice, "resource" | "team" | "studiouserid" | "items"> {
  source: "sagewarden";
  resource: { arn: string; kind: string | null };
  team: string | null;
  studiouserid: string | null;
  /** Of a digest. */
  items?: readonly NoticeDocument[];
}

const longDetail = 2_000;
const mostFacts = 30;

/** For programs. */
export const noticeDocument = (notice: Notice): NoticeDocument => ({
  source: "sagewarden",
  id: plainText(notice.id, longDetail),
  type: notice.type,
  severity: notice.severity,
  title: plainText(notice.title, 200),
  resource: { arn: plainText(notice.resource.arn, longDetail), kind: orNull(notice.resource.kind) },
  team: orNull(notice.team),
  studiouserid: orNull(notice.studiouserid),
  at: plainText(notice.at),
  detail: plainText(notice.detail, longDetail),
  remediation: plainText(notice.remediation, longDetail),
  facts: Object.fromEntries(
    Object.entries(notice.facts)
      .slice(0, mostFacts)
      .map(([key, value]) => [plainText(key, 60), plainText(value, longDetail)]),
  ),
  ...textsOf(notice, ["since", "caseId", "claimant", "person"]),
  ...(notice.will && { will: { action: notice.will.action, at: plainText(notice.will.at) } }),
  ...(notice.choices && { choices: notice.choices }),
  ...(notice.incident && { incident: notice.incident }),
  ...(notice.items && { items: notice.items.map(noticeDocument) }),
});

const orNull = (text: string | undefined): string | null => (text === undefined ? null : plainText(text));

type OptionalText = "since" | "caseId" | "claimant" | "person";

const textsOf = (notice: Notice, fields: readonly OptionalText[]): Partial<Record<OptionalText, string>> =>
  Object.fromEntries(
    fields.flatMap((field) => {
      const text = notice[field];
      return text === undefined ? [] : [[field, plainText(text)]];
    }),
  );

/**
 * For people: one line per thing, so that no name can pass for a line of its own. `slack`: the same notice goes there, where
 * it can be answered.
 */
export const noticeText = (notice: Notice, { slack = false } = {}): string => {
  const document = noticeDocument(notice);
  const { severity, title, resource, at, since, detail, remediation, facts, id, items = [] } = document;
  const choices = slack ? choicesSentence(document) : undefined;
  const lines: [string, string | undefined][] = [
    ["Resource", resource.kind === null ? resource.arn : `${resource.arn} (${resource.kind})`],
    ["Console", consoleLink(notice.resource.arn)],
    ["Owner", ownerSentence(document)],
    ["Since", since && readableTime(since)],
    ["When", at],
    ["What happened", detail],
    ["What comes", willSentence(document)],
    ["What to do", remediation],
    ["In Slack", choices],
    ...Object.entries(facts),
    ...items.map((item): [string, string] => ["Of these", itemText(item)]),
    ["Notice", id],
  ];
  const shown = lines.filter(([, value]) => value).map(([label, value]) => `${label}: ${value}`);
  return [`[${severity}] ${title}`, "", ...shown, ""].join("\n");
};

/** One notice of a digest in one line. */
export const itemText = (item: NoticeDocument, resource = item.resource.arn): string =>
  [`[${item.severity}] ${item.title}: ${resource}`, willSentence(item)].filter(Boolean).join(". ");
