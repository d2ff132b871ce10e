/**
 * later: it was not taken, ask again after `seconds` · unsure: it may have been taken, look before asking again · refused:
 * no second try will do, so another way has to be found.
 */
export type Trouble =
  | { kind: "later"; why: string; seconds: number | undefined }
  | { kind: "unsure" | "refused"; why: string };

/** Slack answered, and something of the work may be done: https://docs.slack.dev/reference/methods/chat.postMessage#errors */
const unsure = ["fatal_error", "internal_error", "request_timeout", "service_unavailable"];
const later = ["ratelimited", "rate_limited", "message_limit_exceeded", "team_added_to_org"];

/** The thread's first message is gone, or was never one. */
const threadless = ["thread_not_found", "message_not_found", "cannot_reply_to_message", "invalid_thread_ts"];

interface Seen {
  code?: unknown;
  retryAfter?: unknown;
  statusCode?: unknown;
  message?: unknown;
  data?: { error?: unknown };
}

/** What an error of `@slack/web-api` means. Read by its fields, so that nobody has to load the client for it. */
export const slackTrouble = (error: unknown): Trouble => {
  const { code, retryAfter, statusCode, message, data } = (Object(error) ?? {}) as Seen;
  if (code === "slack_webapi_rate_limited_error")
    return { kind: "later", why: "ratelimited", seconds: typeof retryAfter === "number" ? retryAfter : undefined };
  if (code === "slack_webapi_platform_error") return byWord(wordOf(data?.error));
  if (code === "slack_webapi_http_error") return byStatus(Number(statusCode));
  // A 429 without Retry-After comes as a plain error.
  if (/^Retry header did not contain/.test(String(message)))
    return { kind: "later", why: "HTTP 429", seconds: undefined };
  return { kind: "unsure", why: code === "slack_webapi_request_error" ? "no answer" : "an answer that broke off" };
};

/** An answer that is no JSON has its whole body in `error`. */
const wordOf = (error: unknown): string =>
  typeof error === "string" && /^[a-z_]{1,60}$/.test(error) ? error : "an answer that is not Slack's";

const byWord = (word: string): Trouble => {
  if (later.includes(word)) return { kind: "later", why: word, seconds: undefined };
  if (unsure.includes(word) || !/^[a-z_]+$/.test(word)) return { kind: "unsure", why: word };
  return { kind: "refused", why: word };
};

const byStatus = (status: number): Trouble =>
  status >= 500 || status === 408
    ? { kind: "unsure", why: `HTTP ${status}` }
    : { kind: "refused", why: `HTTP ${status}` };

export const hasLostThread = (trouble: Trouble): boolean =>
  trouble.kind === "refused" && threadless.includes(trouble.why);
