import { createHmac, generateKeyPairSync } from "node:crypto";
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { JWK } from "jose";
import { audience, issuer, now, ours, seconds, theirs, tokenOf } from "./fixture.ts";
import { type OidcSettings, readToken } from "./oidc.ts";

const settings: OidcSettings = { issuer, audience, parties: ["dashboard"], claim: "sub" };
const read = (token: string, claim: OidcSettings["claim"] = "sub", keys: readonly JWK[] = [ours.jwk], at = now) =>
  readToken(token, { ...settings, claim }, async () => keys, at);

const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
const unsigned = (alg: string, sign = (_: string): string => ""): string => {
  const payload = encoded({ iss: issuer, aud: audience, sub: "subject-of-alice", iat: seconds, exp: seconds + 300 });
  const input = `${encoded({ alg, kid: "one" })}.${payload}`;
  return `${input}.${sign(input)}`;
};
const publicPem = JSON.stringify(ours.jwk);

describe("a perfect token", () => {
  test.each([
    ["sub", "oidcSubject", "subject-of-alice"],
    ["email", "email", "alice@example.com"],
    ["preferred_username", "id", "alice"],
  ] as const)("by %s", async (claim, identity, subject) => {
    const proven = await read(await tokenOf(), claim);
    expect(proven).toEqual({ proof: "oidc", identity, subject, proofId: expect.stringMatching(/^[0-9a-f]{64}$/) });
  });

  test.each<[string, object, object?]>([
    ["an audience in a list", { aud: [audience] }],
    ["no type", {}, { typ: undefined }],
    ["a party's access token", { typ: "Bearer", azp: "dashboard", scope: "openid email" }],
    ["from a clock that is a little ahead", { iat: seconds + 30, nbf: seconds + 30 }],
    ["that ended by a clock that is a little behind", { exp: seconds - 29 }],
  ])("%s", async (_, change, header = {}) => {
    expect(await read(await tokenOf(change, header))).toHaveProperty("subject", "subject-of-alice");
  });

  test("with an elliptic curve; one that is signed again is the same proof only where what it says is the same", async () => {
    const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const jwk = { ...(publicKey.export({ format: "jwk" }) as JWK), kid: "one" };
    const ids = await Promise.all(
      [{}, {}, { jti: "2" }].map(async (change) => {
        const proven = await read(await tokenOf(change, { alg: "ES256" }, privateKey), "sub", [jwk]);
        return "proofId" in proven && proven.proofId;
      }),
    );
    expect(ids[0]).toEqual(ids[1]);
    expect(new Set(ids).size).toBe(2);
  });
});

describe("one thing broken", () => {
  test.each<[string, string, object, object?]>([
    ["another issuer", "issuer", { iss: "https://evil.example.com" }],
    ["an issuer that begins alike", "issuer", { iss: `${issuer}/` }],
    ["no issuer", "issuer", { iss: undefined }],
    ["another audience", "audience", { aud: "another-app" }],
    ["two audiences", "audience", { aud: [audience, "another-app"] }],
    ["no audience", "audience", { aud: undefined }],
    ["ended", "time", { exp: seconds - 31 }],
    ["no end", "time", { exp: undefined }],
    ["not yet", "time", { nbf: seconds + 31 }],
    ["issued in the future", "time", { iat: seconds + 31 }],
    ["issued too long ago", "time", { iat: seconds - 631 }],
    ["issued at no time", "time", { iat: undefined }],
    ["a time that is text", "time", { exp: String(seconds + 300) }],
    ["nobody's", "subject", { sub: undefined }],
    ["a subject that is a list", "subject", { sub: ["subject-of-alice"] }],
    ["an empty subject", "subject", { sub: "" }],
    ["another key's id", "key", {}, { kid: "two" }],
    ["no key's id", "key", {}, { kid: undefined }],
    ["a token for signing out", "kind", {}, { typ: "logout+jwt" }],
    ["an access token by its header", "kind", {}, { typ: "at+jwt" }],
    ["a token for signing out by its claims", "kind", { events: {} }],
    ["another application's", "kind", { azp: "other" }],
    ["something critical that we do not know", "malformed", {}, { crit: ["x"], x: 1 }],
  ])("%s", async (_, doubt, change, header = {}) => {
    const token = await tokenOf(change, header).catch(() => tokenOf());
    const broken = "crit" in header ? token.replace(/^[^.]+/, encoded({ alg: "RS256", kid: "one", ...header })) : token;
    expect(await read(broken)).toEqual({ doubt });
  });

  test("another's key of the same name", async () => {
    expect(await read(await tokenOf({}, {}, theirs.privateKey))).toEqual({ doubt: "signature" });
  });

  test("a key that the token brings along", async () => {
    const header = { jwk: theirs.jwk, jku: "https://evil.example.com/jwks", x5u: "https://evil.example.com/x5u" };
    expect(await read(await tokenOf({}, header, theirs.privateKey))).toEqual({ doubt: "signature" });
  });

  test("the address is not verified, or only said to be", async () => {
    for (const email_verified of [false, undefined, "true", 1])
      expect(await read(await tokenOf({ email_verified }), "email")).toEqual({ doubt: "subject" });
  });

  test.each([
    ["no signature", unsigned("none")],
    ["a signature that is not asked for", `${unsigned("none")}x`],
    ["NONE", unsigned("NONE")],
    [
      "the public key as the secret",
      unsigned("HS256", (input) => createHmac("sha256", publicPem).update(input).digest("base64url")),
    ],
    ["an algorithm of another world", unsigned("toString")],
  ])("%s", async (_, token) => {
    expect(await read(token)).toEqual({ doubt: "algorithm" });
  });

  test.each<[string, readonly JWK[]]>([
    ["two keys of one name", [ours.jwk, theirs.jwk]],
    ["a secret in the key set", [{ kty: "oct", kid: "one", k: "c2VjcmV0" }]],
    ["a key for encrypting", [{ ...ours.jwk, use: "enc" }]],
    ["a key for another algorithm", [{ ...ours.jwk, alg: "PS256" }]],
    ["no keys", []],
  ])("%s", async (_, keys) => {
    expect(await read(await tokenOf(), "sub", keys)).toEqual({ doubt: "key" });
  });

  test("a weak key", async () => {
    const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 1024 });
    const header = encoded({ alg: "RS256", kid: "one" });
    const input = `${header}.${(await tokenOf()).split(".")[1]}`;
    const { sign } = await import("node:crypto");
    const token = `${input}.${sign("sha256", Buffer.from(input), privateKey).toString("base64url")}`;
    const jwk = { ...(publicKey.export({ format: "jwk" }) as JWK), kid: "one" };
    expect(await read(token, "sub", [jwk])).toHaveProperty("doubt");
  });
});

test("a key that is new is asked for once", async () => {
  const asked: boolean[] = [];
  const keys = async (renew: boolean) => {
    asked.push(renew);
    return renew ? [ours.jwk] : [];
  };
  expect(await readToken(await tokenOf(), settings, keys, now)).toHaveProperty("subject");
  expect(asked).toEqual([false, true]);
});

test("whatever is changed in a token, it proves nobody else, and nothing is thrown", async () => {
  const token = await tokenOf();
  const proven = await read(token);
  await fc.assert(
    fc.asyncProperty(fc.nat(token.length - 1), fc.string({ maxLength: 3 }), async (at, text) => {
      const changed = token.slice(0, at) + text + token.slice(at + 1);
      const found = await read(changed);
      if ("doubt" in found) return;
      expect(found).toEqual(proven);
    }),
    { numRuns: 300 },
  );
  await fc.assert(
    fc.asyncProperty(fc.string({ maxLength: 200 }), async (text) => {
      expect(await read(text)).toHaveProperty("doubt");
    }),
  );
});
