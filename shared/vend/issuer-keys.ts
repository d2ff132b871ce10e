import type { JWK } from "jose";
import * as z from "zod/mini";
import { isSecure } from "./address.ts";
import { ProviderSilent } from "./model.ts";
import type { IssuerKeys } from "./oidc.ts";

export interface Parts {
  /** A JSON document. Throws where there is none within the time and size that we take. */
  fetchJson(address: string): Promise<unknown>;
  /** ms since 1970 */
  now(): number;
}

/** ms: how long keys are believed; how long after asking for them nobody asks again; and how long old ones do where the issuer is silent. */
const fresh = 600_000;
const coolDown = 30_000;
const stale = 3_600_000;
const most = 50;

const discovery = z.object({ issuer: z.string(), jwks_uri: z.string() });
const keySet = z.object({ keys: z.array(z.looseObject({ kty: z.string() })).check(z.maxLength(most)) });

/** One step down from https is taken by nobody: an issuer on this machine may keep its keys there, another one may not. */
const mayFollow = (issuer: string, address: string): boolean =>
  isSecure(address) && (address.startsWith("https:") || issuer.startsWith("http:"));

const fetchKeys = async (issuer: string, { fetchJson }: Parts): Promise<readonly JWK[]> => {
  const about = discovery.safeParse(await fetchJson(`${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`));
  if (!about.success) throw new ProviderSilent("the issuer's discovery document has not the form of one");
  if (about.data.issuer !== issuer) throw new ProviderSilent("the discovery document is another issuer's");
  if (!mayFollow(issuer, about.data.jwks_uri)) throw new ProviderSilent("the issuer's jwks_uri is not secure");
  const found = keySet.safeParse(await fetchJson(about.data.jwks_uri));
  if (!found.success) throw new ProviderSilent("the issuer's keys have not the form of a key set");
  return found.data.keys as readonly JWK[];
};

/**
 * The keys of one issuer, from where its discovery document says and nowhere else: what a token says of its key is not followed.
 * Somebody who sends tokens with made-up key ids makes us ask once in half a minute.
 */
export const issuerKeys = (issuer: string, parts: Parts): IssuerKeys => {
  let held: { keys: readonly JWK[]; at: number } | undefined;
  let askedAt = Number.NEGATIVE_INFINITY;
  let asking: Promise<readonly JWK[]> | undefined;

  const isBelieved = ({ at }: { at: number }): boolean => parts.now() - at < stale;

  const ask = async (): Promise<readonly JWK[]> => {
    askedAt = parts.now();
    try {
      const keys = await fetchKeys(issuer, parts);
      held = { keys, at: askedAt };
      return keys;
    } catch (error) {
      if (held !== undefined && isBelieved(held)) return held.keys;
      throw new ProviderSilent("the issuer's keys cannot be read", { cause: error });
    }
  };

  return async (renew) => {
    if (asking !== undefined) return asking;
    const now = parts.now();
    const isCooling = now - askedAt < coolDown;
    if (held !== undefined && isBelieved(held) && (isCooling || (!renew && now - held.at < fresh))) return held.keys;
    if (isCooling) throw new ProviderSilent("the issuer did not answer a moment ago");
    asking = ask().finally(() => {
      asking = undefined;
    });
    return asking;
  };
};
