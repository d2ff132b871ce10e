import type { Keys } from "../../shared/assume/model.ts";
import { signed } from "../../shared/aws/sign.ts";
import { isSecure } from "../../shared/vend/address.ts";

/**
 * A person's credentials for a connection, for an application that asks the broker. Runs as it is in Node 24, and needs of this
 * project only `shared/aws/sign.ts` and `shared/vend/address.ts`; of the SDK only `@aws-sdk/client-sts`, and that where no `credentials` are given.
 */
export type Proof = { oidcToken: string } | { samlAssertion: string } | { person: string };

export interface Wish {
  /** The output `BrokerUrl` of the stack. */
  url: string;
  connection: string;
  /** A token is good once: where credentials are to be renewed, a function that gets a new one. */
  proof: Proof | (() => Proof | Promise<Proof>);
  /** Absent: as the URL says. */
  region?: string;
  /** The application's own. Absent: as the SDK finds them, such as an instance profile's. */
  credentials?: Keys | (() => Promise<Keys>);
  /** From 900 to what the connection lets, an hour at most. */
  durationSeconds?: number;
}

/** As the SDK's clients take it. */
export interface VendedCredentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken: string;
  expiration: Date;
  connection: string;
  person: string;
}

/** What the broker says no with. `gate`: where it sent us away; `field`: what it cannot read. */
export interface VendRefusal extends Error {
  name: "VendRefused";
  status: number;
  gate?: string;
  field?: string;
}

const patience = 20_000;
/** ms before the end: the SDK's clients ask from five minutes before it. */
const early = 300_000;

const regionIn = (url: string): string | undefined =>
  /\.lambda-url\.([a-z0-9-]+)\.on\.aws$/.exec(new URL(url).hostname)?.[1];

const ownKeys = async (credentials: Wish["credentials"], region: string): Promise<Keys> => {
  if (typeof credentials === "function") return credentials();
  if (credentials !== undefined) return credentials;
  const { STSClient } = await import("@aws-sdk/client-sts");
  return new STSClient({ region }).config.credentials();
};

const refusal = (status: number, said: { error?: unknown; gate?: unknown; field?: unknown }): VendRefusal => {
  const about = {
    ...(typeof said.gate === "string" && { gate: said.gate }),
    ...(typeof said.field === "string" && { field: said.field }),
  };
  const what = typeof said.error === "string" ? said.error : "no answer of the broker's";
  const message = [`${status} ${what}`, ...Object.values(about)].join(": ");
  return Object.assign(new Error(message), { name: "VendRefused" as const, status, ...about });
};

/** Asks the broker once. Throws a `VendRefusal`. */
export const vendCredentials = async (wish: Wish): Promise<VendedCredentials> => {
  const { url, connection, proof, durationSeconds } = wish;
  if (!isSecure(url)) throw new Error("url: not secure; allowed: https://…");
  const region = wish.region ?? regionIn(url) ?? process.env.AWS_REGION;
  if (region === undefined) throw new Error("region: missing; allowed: the region of the broker");
  const { host, pathname } = new URL(url);
  const proven = typeof proof === "function" ? await proof() : proof;
  const body = JSON.stringify({ connection, proof: proven, ...(durationSeconds !== undefined && { durationSeconds }) });
  const keys = await ownKeys(wish.credentials, region);
  const headers = { "content-type": "application/json" };
  const answer = await fetch(url, {
    ...{ method: "POST", body, redirect: "error", signal: AbortSignal.timeout(patience) },
    headers: signed({ host, path: pathname, body, headers }, keys, { region, service: "lambda", at: new Date() }),
  });
  const said = ((await answer.json().catch(() => undefined)) ?? {}) as Record<string, string>;
  const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = said;
  if (!answer.ok || !AccessKeyId || !SecretAccessKey || !SessionToken) throw refusal(answer.status, said);
  return {
    ...{ accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken },
    ...{ expiration: new Date(Expiration ?? ""), connection: said.connection ?? "", person: said.person ?? "" },
  };
};

/** `credentials` for clients of the SDK, any number of them: asks when the first call needs it, and again before the end. */
export const vendedCredentials = (
  wish: Wish,
  now: () => number = Date.now,
): ((options?: { forceRefresh?: boolean }) => Promise<VendedCredentials>) => {
  let held: Promise<VendedCredentials> | undefined;
  let until = 0;
  return async ({ forceRefresh = false } = {}) => {
    if (held !== undefined && !forceRefresh && now() < until) return held;
    until = Number.POSITIVE_INFINITY;
    held = vendCredentials(wish);
    try {
      const vended = await held;
      until = vended.expiration.getTime() - early;
      return vended;
    } catch (error) {
      held = undefined;
      throw error;
    }
  };
};
