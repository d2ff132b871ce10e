import type { Notice } from "../model/notice.ts";
import { noticeDocument, noticeText } from "./message.ts";
import { asciiLine, plainText } from "./plain-text.ts";

/** What SNS is given: `message` is the JSON of MessageStructure `json`. */
export interface Publication {
  subject: string;
  message: string;
  /** For filter policies. */
  attributes: Readonly<Record<string, string>>;
}

/** SNS takes 256 KiB, attributes included. */
const longest = 250_000;

interface Options {
  /** The notice goes to Slack too. */
  slack?: boolean;
}

/** Mail gets the readable text; programs get the document. Without its facts and items where they would not fit. */
export const publicationOf = (notice: Notice, options: Options = {}): Publication => {
  const { type, severity, team, title } = notice;
  const message = messageOf(notice, options);
  return {
    subject: asciiLine(`Sagewarden [${severity}] ${title}`, 100),
    message: Buffer.byteLength(message) <= longest ? message : messageOf(shortened(notice), options),
    attributes: { type, severity, ...(team ? { team: plainText(team) } : {}) },
  };
};

const shortened = (notice: Notice): Notice => ({ ...notice, facts: {}, items: [] });

const messageOf = (notice: Notice, options: Options): string => {
  const document = JSON.stringify(noticeDocument(notice));
  return JSON.stringify({
    default: noticeText(notice, options),
    lambda: document,
    sqs: document,
    http: document,
    https: document,
  });
};
