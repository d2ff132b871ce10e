import { createHash } from "node:crypto";
import { decodeProtectedHeader, errors, importJWK, type JWK, type JWTPayload, jwtVerify } from "jose";
import type { Settings } from "../model/settings.ts";
import { type Doubt, type Doubted, type Identity, oldest, type Proven, tolerance } from "./model.ts";
import { isOurKind } from "./token-kind.ts";

export type OidcSettings = NonNullable<NonNullable<Settings["broker"]>["oidc"]>;

/** The issuer's keys. `renew`: those that we hold have not the one that is looked for. */
export type IssuerKeys = (renew: boolean) => Promise<readonly JWK[]>;

/** Signatures whose key only the issuer has. `none` and HS* are not among them: whoever checks those could make them. */
const algorithms: readonly string[] = [
  ...["RS256", "RS384", "RS512", "PS256", "PS384", "PS512"],
  ...["ES256", "ES384", "ES512", "EdDSA", "Ed25519"],
];

/** Other kinds, where the issuer says so here: `at+jwt`, `logout+jwt`. */
const isPlain = (type: unknown): boolean => type === undefined || (typeof type === "string" && /^jwt$/i.test(type));

interface Header {
  alg: string;
  kid: string;
}

const headerOf = (token: string): Header | Doubt => {
  try {
    const { alg, kid, typ } = decodeProtectedHeader(token);
    if (!isPlain(typ)) return "kind";
    if (!algorithms.includes(alg ?? "")) return "algorithm";
    return typeof kid === "string" && kid !== "" ? { alg: alg as string, kid } : "key";
  } catch {
    return "malformed";
  }
};

const fits = (key: JWK, { alg, kid }: Header): boolean =>
  key.kid === kid &&
  key.kty !== "oct" &&
  (key.use === undefined || key.use === "sig") &&
  (key.alg === undefined || key.alg === alg);

/** Exactly one: of two keys with one name somebody may have added the other. */
const keyFor = async (header: Header, keys: IssuerKeys): Promise<JWK | undefined> => {
  const held = (await keys(false)).filter((key) => fits(key, header));
  const found = held.length === 0 ? (await keys(true)).filter((key) => fits(key, header)) : held;
  return found.length === 1 ? found[0] : undefined;
};

const doubtOf = (error: unknown): Doubt => {
  if (error instanceof errors.JWTExpired) return "time";
  if (error instanceof errors.JWSSignatureVerificationFailed) return "signature";
  if (!(error instanceof errors.JWTClaimValidationFailed)) return "malformed";
  const byClaim: Readonly<Record<string, Doubt>> = { iss: "issuer", aud: "audience", sub: "subject" };
  return Object.hasOwn(byClaim, error.claim) ? (byClaim[error.claim] as Doubt) : "time";
};

const identities: Readonly<Record<OidcSettings["claim"], Identity>> = {
  sub: "oidcSubject",
  email: "email",
  preferred_username: "id",
};

const subjectOf = (claims: JWTPayload, claim: OidcSettings["claim"]): string | undefined => {
  const value = claims[claim];
  if (typeof value !== "string" || value === "") return undefined;
  // Elsewhere anybody may write anybody's address into their own profile.
  return claim === "email" && claims.email_verified !== true ? undefined : value;
};

/** A token for several audiences can be brought by any of them. */
const isForUsAlone = ({ aud }: JWTPayload): boolean => typeof aud === "string" || aud?.length === 1;

/** Without the signature: some can be written in two ways. */
const proofIdOf = (token: string): string =>
  createHash("sha256")
    .update(`oidc\n${token.slice(0, token.lastIndexOf("."))}`)
    .digest("hex");

/** Whom an ID token proves. `now` is ISO 8601. Throws what `keys` throws. */
export const readToken = async (
  token: string,
  settings: OidcSettings,
  keys: IssuerKeys,
  now: string,
): Promise<Proven | Doubted> => {
  const { issuer, audience, claim } = settings;
  const header = headerOf(token);
  if (typeof header === "string") return { doubt: header };
  const key = await keyFor(header, keys);
  if (key === undefined) return { doubt: "key" };
  try {
    const { payload } = await jwtVerify(token, await importJWK(key, header.alg), {
      ...{ issuer, audience, algorithms: [header.alg], requiredClaims: ["exp", "iat", "sub"] },
      ...{ currentDate: new Date(now), clockTolerance: tolerance, maxTokenAge: oldest },
    });
    if (!isForUsAlone(payload)) return { doubt: "audience" };
    if (!isOurKind(payload, settings)) return { doubt: "kind" };
    const subject = subjectOf(payload, claim);
    if (subject === undefined) return { doubt: "subject" };
    return { proof: "oidc", identity: identities[claim], subject, proofId: proofIdOf(token) };
  } catch (error) {
    return { doubt: doubtOf(error) };
  }
};
