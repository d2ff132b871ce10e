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

/** Mail gets the readable text; programs get the document. Without its facts where they would not fit. */
export const publicationOf = (notice: Notice): Publication => {
  const { type, severity, team, title } = notice;
  const message = messageOf(notice);
  return {
    subject: asciiLine(`Sagewarden [${severity}] ${title}`, 100),
    message: Buffer.byteLength(message) <= longest ? message : messageOf({ ...notice, facts: {} }),
    attributes: { type, severity, ...(team ? { team: plainText(team) } : {}) },
  };
};

const messageOf = (notice: Notice): string => {
  const document = JSON.stringify(noticeDocument(notice));
  return JSON.stringify({
    default: noticeText(notice),
    lambda: document,
    sqs: document,
    http: document,
    https: document,
  });
};
