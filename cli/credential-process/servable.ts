import type { Session } from "#shared/assume/model.ts";

/** A session as it is kept. */
export interface Kept {
  session: Session;
  /** By this machine's clock. */
  keptMs: number;
}

const minute = 60_000;
/** When the SDKs ask for another: botocore 15 minutes before the end, .NET likewise, Ruby 10, JavaScript 5. */
const [first, last] = [15 * minute, 5 * minute];

/**
 * Whether it lasts beyond the point at which an SDK would ask for another. A session of less than half an hour has to do until
 * half of it is gone. By STS's clock and by this machine's: either may be wrong.
 */
export const isServable = ({ session: { issuedAt, expiresAt }, keptMs }: Kept, nowMs: number): boolean => {
  const ends = Date.parse(expiresAt);
  const life = ends - Date.parse(issuedAt);
  const age = nowMs - keptMs;
  const left = Math.min(life - age, ends - nowMs);
  return age >= 0 && left > Math.max(Math.min(first, life / 2), last);
};
