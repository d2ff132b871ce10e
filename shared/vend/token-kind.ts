import type { JWTPayload } from "jose";
import type { OidcSettings } from "./oidc.ts";

/** Who asked for a token: `azp` of OpenID Connect, `client_id` of OAuth, `appid` of Entra's older tokens. */
const partyClaims = ["azp", "client_id", "appid"];
/** Of access tokens alone. */
const scopeClaims = ["scope", "scp"];
/** A sign-out is told in one; in the others somebody acts for the person, or may. */
const foreignClaims = ["events", "act", "may_act"];

const valuesOf = (claims: JWTPayload, names: readonly string[]): readonly unknown[] =>
  names.flatMap((name) => (claims[name] === undefined ? [] : [claims[name]]));

/**
 * Whether it is an ID token for our client, or an access token that one of `parties` got for it. An issuer signs access, refresh
 * and logout tokens with the same keys, and most write `typ: JWT` over all of them: what they are stands in their claims.
 */
export const isOurKind = (claims: JWTPayload, { audience, parties }: OidcSettings): boolean => {
  const { typ, token_use: use } = claims;
  const asked = valuesOf(claims, partyClaims);
  const isParty = (value: unknown): boolean => parties.some((party) => party === value);
  if (valuesOf(claims, foreignClaims).length > 0 || (use !== undefined && use !== "id")) return false;
  if (!asked.every((value) => value === audience || isParty(value))) return false;
  const isAccess = typ === "Bearer" || valuesOf(claims, scopeClaims).length > 0;
  return (typ === undefined || typ === "ID" || typ === "Bearer") && (!isAccess || asked.some(isParty));
};
