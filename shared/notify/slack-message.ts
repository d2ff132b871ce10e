import type { ContextBlock, KnownBlock, SectionBlock } from "@slack/types";
import type { Notice, NoticeType } from "../model/notice.ts";
import { choiceBlocks } from "./choice-blocks.ts";
import { digestBlocks } from "./digest-blocks.ts";
import { incidentBlocks } from "./incident-blocks.ts";
import { type NoticeDocument, noticeDocument } from "./message.ts";
import { consoleLink, resourceName } from "./resource-link.ts";
import { ownerSentence, readableTime, willSentence } from "./sentences.ts";
import { cut, escaped, plain } from "./slack-text.ts";

/** What `chat.postMessage` is given, destination and thread aside. */
export interface SlackMessage {
  /** For notifications and screen readers, in Slack's mark-up. */
  text: string;
  blocks: KnownBlock[];
  metadata: { event_type: typeof eventType; event_payload: { ids: string[] } };
}

/** By which our messages are known again (`conversations.history`). */
export const eventType = "sagewarden_notice";

/**
 * Characters of each part. Slack takes 3,000 in one text, and refuses a message (`msg_blocks_too_long`) somewhere between
 * 9,600 and 11,300 in all: https://github.com/slackapi/bolt-js/issues/2867. These add up to less than 8,000.
 */
const longest = { header: 150, field: 300, arn: 600, detail: 1_500, remediation: 900, fact: 250, ids: 4_000 };
/** A context block holds ten elements. */
const mostFacts = 10;

/** A notice as Slack shows it. Whatever came from a record, a tag or a person stands in `plain_text`. */
export const slackMessage = (notice: Notice): SlackMessage => {
  const document = noticeDocument(notice);
  return {
    text: fallback(document),
    blocks: document.items ? digestBlocks(document, document.items) : noticeBlocks(notice, document),
    metadata: { event_type: eventType, event_payload: { ids: idsOf(notice) } },
  };
};

const fallback = (document: NoticeDocument): string => {
  const { severity, title, resource, items } = document;
  const subject = items ? title : `${title}: ${cut(resourceName(resource.arn), longest.field)}`;
  return escaped([`[${severity}] ${subject}`, willSentence(document)].filter(Boolean).join(". "));
};

/** What will be done stands before why; what only some need to know is small. */
const noticeBlocks = (notice: Notice, document: NoticeDocument): KnownBlock[] => {
  const { title, severity, id, type, detail, remediation } = document;
  const isNews = !told.includes(type);
  const isWhy = type !== "unowned-reminder";
  return [
    { type: "header", text: plain(title, longest.header) },
    fieldsBlock(document),
    ...sections([
      [willSentence(document) ?? "", longest.field],
      [isWhy ? withoutTicks(detail) : "", longest.detail],
    ]),
    ...(isNews ? [...small([[withoutTicks(remediation), longest.remediation]]), whereBlock(document)] : []),
    ...choiceBlocks(notice),
    ...incidentBlocks(notice),
    ...(isNews ? factsBlocks(document) : []),
    ...small([
      [`Severity: ${severity}`, longest.field],
      [`Notice: ${id}`, longest.field],
    ]),
  ];
};

/** Replies in a thread whose first message has said the rest. */
const told: readonly NoticeType[] = ["unowned-reminder", "unowned-acted"];

/** `plain_text` shows them as they are. */
const withoutTicks = (text: string): string => text.replaceAll("`", "");

const fieldsBlock = (document: NoticeDocument): SectionBlock => {
  const { resource, since, at } = document;
  const fields: [string, string][] = [
    [resource.kind ?? "Resource", resourceName(resource.arn)],
    ["Owner", ownerSentence(document)],
    since === undefined ? ["Found", readableTime(at)] : ["Since", readableTime(since)],
  ];
  return { type: "section", fields: fields.map(([label, value]) => plain(`${label}: ${value}`, longest.field)) };
};

/** The only mark-up of a notice is our own link. */
const whereBlock = ({ resource }: NoticeDocument): ContextBlock => {
  const link = consoleLink(resource.arn);
  const elements: ContextBlock["elements"] = [plain(resource.arn, longest.arn)];
  if (link) elements.unshift({ type: "mrkdwn", text: `<${link}|Open it in the console>`, verbatim: true });
  return { type: "context", elements };
};

const sections = (texts: readonly [text: string, longest: number][]): SectionBlock[] =>
  texts.filter(([text]) => text !== "").map(([text, most]) => ({ type: "section", text: plain(text, most) }));

const small = (texts: readonly [text: string, longest: number][]): ContextBlock[] => {
  const elements = texts.filter(([text]) => text !== "").map(([text, most]) => plain(text, most));
  return elements.length === 0 ? [] : [{ type: "context", elements }];
};

const factsBlocks = ({ facts }: NoticeDocument): ContextBlock[] =>
  small(
    Object.entries(facts)
      .slice(0, mostFacts)
      .map(([key, value]) => [`${key}: ${value}`, longest.fact]),
  );

/** Its own id first. How much metadata Slack takes is not published: of a long digest the first are named. */
const idsOf = ({ id, items = [] }: Notice): string[] => {
  let left = longest.ids;
  return [id, ...items.map((item) => item.id)].filter((one, index) => {
    left -= one.length;
    return index === 0 || left >= 0;
  });
};
