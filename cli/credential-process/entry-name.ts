const { createHash } = process.getBuiltinModule("node:crypto");

/** All that decides which session is lent. */
export interface Wanted {
  /** What was asked for; it may hold an external id. */
  fingerprint: string;
  /** Whose credentials take the role. */
  source: string;
  region: string;
  endpoint: string;
}

/** Tells nothing of what it names, and is safe as a file's name. */
export const entryName = ({ fingerprint, source, region, endpoint }: Wanted): string =>
  createHash("sha256")
    .update(JSON.stringify([fingerprint, source, region, endpoint]))
    .digest("hex");
