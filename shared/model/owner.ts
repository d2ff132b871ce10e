/** The resolvers, in the order in which they are asked. */
export const resolverIds = [
  "request-tags",
  "session-tags",
  "source-identity",
  "identity-center",
  "system-tags",
  "iam-user",
  "lineage",
  "role-tags",
] as const;
export type ResolverId = (typeof resolverIds)[number];

/**
 * How strong: `proven` (AWS vouches for it), `corroborated` (a claim of the request that the session's own
 * evidence agrees with), `derived` (through the directory or the parent's recorded owner).
 */
export type Strength = "proven" | "corroborated" | "derived";

export interface Evidence {
  /** `person`: somebody who may do so named the owner. */
  resolver: ResolverId | "person";
  /** Which field of which record, or which tag of which resource. */
  field: string;
  strength: Strength;
}

/** One tag's proven value. */
export interface Answer {
  value: string;
  evidence: Evidence;
}

/** The tags that decide access. Further required keys of the settings are plain tags. */
export const ownerTags = ["team", "studiouserid"] as const;
export type OwnerTag = (typeof ownerTags)[number];

export interface Owner {
  team: Answer | null;
  studiouserid: Answer | null;
}

export const nobody: Owner = { team: null, studiouserid: null };

/** Two pieces of evidence, or a claim and the evidence, that cannot both be right. */
export interface Conflict {
  tag: OwnerTag;
  /** The value that lost. */
  claimed: string;
  claimedIn: string;
  /** The value that is proven, or null when the two proofs exclude each other. */
  proven: string | null;
  provenIn: string;
}

/** What attribution answers. */
export interface Attribution {
  owner: Owner;
  conflicts: readonly Conflict[];
  /** Claims in the request that nothing supports: neither an owner nor, by themselves, a lie. */
  unproven: readonly { tag: OwnerTag; value: string; why: string }[];
  /** A proven value that has left the directory (`people.<id>.left`, a renamed team). */
  orphaned: readonly { tag: OwnerTag; value: string }[];
}
