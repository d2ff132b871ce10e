/** Of a session that is renewed before it ends. */
export interface Life {
  lifeMs: number;
  ageMs: number;
}

const lastMs = 20 * 60_000;

/** When half of its life is gone, or twenty minutes are left, whichever comes later: an SDK still has time to try again. */
export const isDue = ({ lifeMs, ageMs }: Life): boolean => ageMs >= Math.max(lifeMs / 2, lifeMs - lastMs);

export const hasEnded = ({ lifeMs, ageMs }: Life): boolean => ageMs >= lifeMs;
