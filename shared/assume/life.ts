import type { Session } from "./model.ts";

/** Of a session that is renewed before it ends. */
export interface Life {
  lifeMs: number;
  ageMs: number;
}

const lastMs = 20 * 60_000;

/** When half of its life is gone, or twenty minutes are left, whichever comes later: an SDK still has time to try again. */
export const isDue = ({ lifeMs, ageMs }: Life): boolean => ageMs >= Math.max(lifeMs / 2, lifeMs - lastMs);

export const hasEnded = ({ lifeMs, ageMs }: Life): boolean => ageMs >= lifeMs;

/** Both times are by STS's clock. */
export const lifeOf = ({ issuedAt, expiresAt }: Pick<Session, "issuedAt" | "expiresAt">): number =>
  Date.parse(expiresAt) - Date.parse(issuedAt);

const minute = 60_000;

/**
 * When it ends by this machine's clock, by which whoever uses it looks. What STS said, where that is within a minute: the `Date` by
 * which its clock is known counts seconds, and took a while to come.
 */
export const endsAt = ({ lifeMs, ageMs }: Life, nowMs: number, said: string): string => {
  const ends = nowMs + lifeMs - ageMs;
  return Math.abs(ends - Date.parse(said)) > minute ? new Date(ends).toISOString() : said;
};
