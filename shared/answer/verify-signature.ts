import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { epochOf } from "../model/time.ts";

/** Seconds by which Slack's clock and ours may differ, either way. https://docs.slack.dev/authentication/verifying-requests-from-slack */
const window = 300;

/** A request as Slack signs it: the bytes of the body, and two headers as they were sent. */
export interface Signed {
  body: Uint8Array;
  timestamp: string;
  signature: string;
}

/** Ten digits: seconds from 2001 to 2286. `now` is ISO 8601. */
export const isFresh = ({ timestamp }: Pick<Signed, "timestamp">, now: string): boolean => {
  const clock = Math.floor((epochOf(now) ?? Number.NaN) / 1000);
  return /^\d{10}$/.test(timestamp) && Math.abs(Number(timestamp) - clock) <= window;
};

const version = "v0";
const hexDigest = /^v0=[0-9a-f]{64}$/;

/** HMAC-SHA256 over `v0:timestamp:body`, compared in constant time. Slack writes lower case; no other spelling is taken. */
export const isSigned = ({ body, timestamp, signature }: Signed, signingSecret: string): boolean => {
  if (signingSecret === "" || !hexDigest.test(signature)) return false;
  const expected = createHmac("sha256", signingSecret).update(`${version}:${timestamp}:`).update(body).digest();
  const given = Buffer.from(signature.slice(version.length + 1), "hex");
  return given.length === expected.length && timingSafeEqual(given, expected);
};

/** What makes two requests the same: what was signed, however the signature is spelt. */
export const digestOf = ({ body, timestamp }: Signed): string =>
  createHash("sha256").update(`${version}:${timestamp}:`).update(body).digest("hex");
