import type { PlainTextElement } from "@slack/types";
import { plainText } from "./plain-text.ts";

/** Text that Slack shows as it is: in `plain_text` no mark-up, mention or link acts, and without `emoji` no `:name:` does. */
export const plain = (text: string, longest: number): PlainTextElement => ({
  type: "plain_text",
  text: cut(plainText(text, longest), longest) || "-",
  emoji: false,
});

/** Slack counts the sign of a cut too. */
export const cut = (text: string, longest: number): string =>
  text.length <= longest ? text : `${text.slice(0, longest - 1).toWellFormed()}…`;

/**
 * Text for a field that Slack always reads as its own mark-up: the fallback of a message, which notifications show. With
 * these three escaped no mention and no link can begin; `mrkdwn: false` of the message leaves the rest as it is.
 * https://docs.slack.dev/messaging/formatting-message-text#escaping
 */
export const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
