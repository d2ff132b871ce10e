import { retryDelay } from "../decide/delays.ts";
import { RetryLater } from "../model/errors.ts";
import type { Delivered } from "./live-table.ts";

/** Milliseconds */
const timeout = 5_000;
/** Slack takes five answers within 30 minutes. After so many deliveries the person is not told; what they did counts. */
const lastDelivery = 4;
/** Bytes. A message of ours has some 10 KiB. */
const longest = 256 * 1024;

/** Slack's own address, or the one that the settings name for its Web API: a payload must not send us elsewhere. */
export const isResponseUrl = (url: string, apiUrl: string): boolean => {
  if (!URL.canParse(url)) return false;
  const { origin, username, password } = new URL(url);
  return username + password === "" && [slackOrigin, new URL(apiUrl).origin].includes(origin);
};

const slackOrigin = "https://hooks.slack.com";

type Answer = Pick<Response, "status" | "headers" | "body" | "text">;
type Fetch = (url: string, init: RequestInit) => Promise<Answer>;

interface To {
  url: string;
  apiUrl: string;
  delivered: Delivered;
  /** Hears why a reply was not taken for good: the person is not told, and somebody should know. */
  refused(why: string): void;
}

/**
 * Posts to the address that Slack gave with a press. What may pass is tried again with the message; an address that is over
 * (30 minutes) or none of Slack's is left.
 */
export const respondTo = async (
  { url, apiUrl, delivered, refused }: To,
  reply: object,
  send: Fetch = fetch,
): Promise<void> => {
  const body = JSON.stringify(reply);
  if (!isResponseUrl(url, apiUrl)) return refused("the address is not Slack's");
  if (Buffer.byteLength(body) > longest) return refused("the reply is too long");
  const trouble = await post(url, body, send);
  if (trouble === undefined) return;
  if (!trouble.mayPass || delivered.receiveCount >= lastDelivery) return refused(trouble.why);
  const seconds = Math.max(trouble.seconds, retryDelay(delivered.receiveCount, delivered.messageId));
  throw new RetryLater(`Slack's response_url: ${trouble.why}`, seconds);
};

interface Trouble {
  why: string;
  mayPass: boolean;
  seconds: number;
}

const post = async (url: string, body: string, send: Fetch): Promise<Trouble | undefined> => {
  try {
    const response = await send(url, {
      method: "POST",
      headers: { "content-type": "application/json; charset=utf-8" },
      body,
      redirect: "error",
      signal: AbortSignal.timeout(timeout),
    });
    return await troubleIn(response);
  } catch {
    return { why: "no answer", mayPass: true, seconds: 0 };
  }
};

/** Bytes of an answer that are worth reading: it may be of any length. */
const longestAnswer = 2_048;

const troubleIn = async (response: Answer): Promise<Trouble | undefined> => {
  const { status, headers } = response;
  const isShort = Number(headers.get("content-length") ?? Number.NaN) <= longestAnswer;
  const text = isShort ? await response.text() : await response.body?.cancel();
  const mayPass = status === 429 || status >= 500;
  if (status >= 400) return { why: `HTTP ${status}`, mayPass, seconds: secondsIn(headers.get("retry-after")) };
  // `{"ok":false,"error":"invalid_blocks"}`
  const [, word] = /"ok":false.{0,200}?"error":"([a-z_]{1,60})"/.exec(text ?? "") ?? [];
  return word === undefined ? undefined : { why: word, mayPass: false, seconds: 0 };
};

const secondsIn = (header: string | null): number =>
  /^\d{1,4}$/.test(header ?? "") ? Math.min(Number(header), 900) : 0;
