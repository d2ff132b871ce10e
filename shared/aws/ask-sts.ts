import type { Keys } from "../assume/model.ts";
import { namedAs } from "./named-calls.ts";
import { post, type Reply } from "./post.ts";
import { signed } from "./sign.ts";
import { type Environment, stsEndpoint } from "./sts-endpoint.ts";

/** Where, and with what: an assertion's bearer has no keys. */
export interface StsPlace {
  region: string;
  keys: Keys | undefined;
  env: Environment;
  /** ms without a sign of STS until it is asked again. */
  limitMs?: number;
}

export interface StsAnswer {
  /** The text of the first element of this name. */
  field(name: string): string | undefined;
  /** By STS's clock, ISO 8601. */
  at: string;
}

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const usualLimitMs = 10_000;
const attempts = 3;
/** A signature is good for five minutes. */
const skewMs = 4 * 60_000;

const entities: Readonly<Record<string, string>> = { lt: "<", gt: ">", quot: '"', apos: "'", amp: "&" };
const unescaped = (text: string): string =>
  text.replaceAll(/&(?:#(\d+)|#x([\da-f]+)|(\w+));/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return entities[name] ?? whole;
    return String.fromCodePoint(decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal));
  });

const fieldOf = (xml: string, name: string): string | undefined => {
  const [, value] = new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml) ?? [];
  return value === undefined ? undefined : unescaped(value);
};

const failure = ({ status, text }: Reply): Error =>
  Object.assign(new Error(fieldOf(text, "Message") ?? `it answered HTTP ${status}`), {
    name: fieldOf(text, "Code") ?? "Error",
    $metadata: { httpStatusCode: status },
  });

const isTransient = ({ status, text }: Reply): boolean =>
  status >= 500 || status === 429 || /^(Throttling|RequestLimitExceeded|SlowDown)/.test(fieldOf(text, "Code") ?? "");

const isSkewed = ({ status, text, date }: Reply, nowMs: number): boolean =>
  status >= 400 &&
  /^(RequestExpired|SignatureDoesNotMatch|RequestTimeTooSkewed)$/.test(fieldOf(text, "Code") ?? "") &&
  Math.abs(Date.parse(date ?? "") - nowMs) > skewMs;

const send = async (
  url: URL,
  body: string,
  { keys, region, limitMs = usualLimitMs }: StsPlace,
  at: Date,
): Promise<Reply> => {
  const plain = { "content-type": "application/x-www-form-urlencoded; charset=utf-8" };
  const unsigned = { host: url.host, path: url.pathname, body, headers: plain };
  const headers = keys === undefined ? plain : signed(unsigned, keys, { region, service: "sts", at });
  return post(url, { headers: { ...headers, "content-length": `${Buffer.byteLength(body)}` }, body, limitMs });
};

const ask = async (body: string, place: StsPlace, pause: (ms: number) => Promise<unknown>): Promise<Reply> => {
  const url = stsEndpoint(place.region, place.env);
  let offsetMs = 0;
  for (let attempt = 1; ; attempt++) {
    const isLast = attempt === attempts;
    const now = Date.now();
    try {
      const reply = await send(url, body, place, new Date(now + offsetMs));
      if (offsetMs === 0 && !isLast && isSkewed(reply, now)) offsetMs = Date.parse(reply.date ?? "") - now;
      else if (isLast || !isTransient(reply)) return reply;
      else await pause(100 * 2 ** attempt);
    } catch (error) {
      if (isLast) throw error;
      await pause(100 * 2 ** attempt);
    }
  }
};

/**
 * One call of STS, in its query protocol: the SDK's client takes more than twice as long to load as a Node to start, and a
 * command waits for it. Throws what STS refuses with, its code as the error's name.
 */
export const askSts = (
  action: string,
  parameters: Readonly<Record<string, string | undefined>>,
  place: StsPlace,
  pause: (ms: number) => Promise<unknown> = wait,
): Promise<StsAnswer> => {
  const body = new URLSearchParams({ Action: action, Version: "2011-06-15" });
  for (const [name, value] of Object.entries(parameters)) if (value !== undefined) body.set(name, value);
  const answer = async (): Promise<StsAnswer> => {
    const reply = await ask(body.toString(), place, pause);
    if (reply.status !== 200) throw failure(reply);
    const at = Date.parse(reply.date ?? "") || Date.now();
    return { field: (name) => fieldOf(reply.text, name), at: new Date(at).toISOString() };
  };
  return namedAs(`STS ${action}`, answer());
};
