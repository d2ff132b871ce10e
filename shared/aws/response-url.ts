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

type Fetch = (url: string, init: RequestInit) => Promise<Pick<Response, "status" | "headers" | "body">>;

interface To {
  url: string;
  apiUrl: string;
  delivered: Delivered;
}

/**
 * Posts to the address that Slack gave with a press. What may pass is tried again with the message; an address that is over
 * (30 minutes) or none of Slack's is left.
 */
export const respondTo = async ({ url, apiUrl, delivered }: To, reply: object, send: Fetch = fetch): Promise<void> => {
  const body = JSON.stringify(reply);
  if (!isResponseUrl(url, apiUrl) || Buffer.byteLength(body) > longest) return;
  const trouble = await post(url, body, send);
  if (trouble === undefined || delivered.receiveCount >= lastDelivery) return;
  const seconds = Math.max(trouble.seconds, retryDelay(delivered.receiveCount, delivered.messageId));
  throw new RetryLater(`Slack's response_url: ${trouble.why}`, seconds);
};

const post = async (url: string, body: string, send: Fetch): Promise<{ why: string; seconds: number } | undefined> => {
  try {
    const response = await send(url, {
      method: "POST",
      headers: { "content-type": "application/json; charset=utf-8" },
      body,
      redirect: "error",
      signal: AbortSignal.timeout(timeout),
    });
    // Nobody reads the answer: it may be of any length.
    await response.body?.cancel();
    const mayPass = response.status === 429 || response.status >= 500;
    return mayPass
      ? { why: `HTTP ${response.status}`, seconds: secondsIn(response.headers.get("retry-after")) }
      : undefined;
  } catch {
    return { why: "no answer", seconds: 0 };
  }
};

const secondsIn = (header: string | null): number =>
  /^\d{1,4}$/.test(header ?? "") ? Math.min(Number(header), 900) : 0;
