import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { type JWK, type JWTPayload, SignJWT } from "jose";

/** For tests: an identity provider's tokens, and its keys. */
export const now = "2026-11-30T09:00:00.000Z";
export const seconds = Date.parse(now) / 1000;
export const issuer = "https://idp.example.com/tenant";
export const audience = "broker";

export const keyPair = (kid: string): { kid: string; privateKey: KeyObject; jwk: JWK } => {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return { kid, privateKey, jwk: { ...(publicKey.export({ format: "jwk" }) as JWK), kid, use: "sig", alg: "RS256" } };
};

export const ours = keyPair("one");
export const theirs = keyPair("one");

export const claims: JWTPayload = {
  ...{ iss: issuer, aud: audience, sub: "subject-of-alice" },
  ...{ iat: seconds - 10, exp: seconds + 300, jti: "1" },
  ...{ email: "alice@example.com", email_verified: true, preferred_username: "alice" },
};

/** A token in which nothing is wrong, or with these claims, this header, this key. */
export const tokenOf = (change: object = {}, header: object = {}, key: KeyObject = ours.privateKey): Promise<string> =>
  new SignJWT({ ...claims, ...change })
    .setProtectedHeader({ alg: "RS256", kid: "one", typ: "JWT", ...header })
    .sign(key);
