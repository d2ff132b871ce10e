import type { ProofKind } from "../model/issue.ts";

/** Why a proof is none: what the log and the metric tell, and never the caller. */
export const doubts = [
  "not-configured",
  "malformed",
  "algorithm",
  "key",
  "signature",
  "issuer",
  "audience",
  "kind",
  "time",
  "subject",
  "used",
] as const;
export type Doubt = (typeof doubts)[number];

export interface Doubted {
  doubt: Doubt;
}

/** What a person of the directory is known by. */
export type Identity = "oidcSubject" | "email" | "samlSubject" | "id";

/** What a token or an assertion says, after all of it was checked but whether it was used before. */
export interface Proven {
  proof: Exclude<ProofKind, "application">;
  identity: Identity;
  subject: string;
  /** Digest of what was signed, however its signature is spelt. */
  proofId: string;
}

/** Seconds by which an identity provider's clock and ours may differ. */
export const tolerance = 30;
/** Seconds after which a token or an assertion is too old, whatever it says of itself: what was used is remembered for longer. */
export const oldest = 600;

/** The identity provider did not answer, or not with what it has to: nothing is known of the proof. */
export class ProviderSilent extends Error {
  override name = "ProviderSilent";
}
