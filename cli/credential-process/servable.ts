import { type Life, lifeOf } from "#shared/assume/life.ts";
import type { Session } from "#shared/assume/model.ts";

/** Milliseconds. `wall` is this machine's clock, `steady` how long the machine runs: that nobody sets. */
export interface Moment {
  wall: number;
  steady: number;
}

/** A session as it is kept. */
export interface Kept {
  session: Session;
  /** When it was asked for. */
  since: Moment;
}

const minute = 60_000;
/** When the SDKs ask for another: botocore 15 minutes before the end, .NET likewise, Ruby 10, JavaScript 5. */
const [first, last] = [15 * minute, 5 * minute];
/** Two clocks that nobody set are nearer than this. */
const apartMs = 2_000;

/** How long it lives is what STS's clock says; how old it is, what ours do: where ours was put back, the one that nobody sets. */
const lifeNow = ({ session, since }: Kept, now: Moment): Life => {
  const [wall, steady] = [now.wall - since.wall, now.steady - since.steady];
  return { lifeMs: lifeOf(session), ageMs: steady > wall + apartMs ? steady : wall };
};

/**
 * Whether it lasts beyond the point at which an SDK would ask for another. A session of less than half an hour has to do until
 * half of it is gone. Before it was asked for it may be any time.
 */
export const isServable = (kept: Kept, now: Moment): boolean => {
  const { lifeMs, ageMs } = lifeNow(kept, now);
  return now.wall >= kept.since.wall && lifeMs - ageMs > Math.max(Math.min(first, lifeMs / 2), last);
};

/** By this machine's clock: an SDK looks by that one. */
export const endsAt = (kept: Kept, now: Moment): Date => {
  const { lifeMs, ageMs } = lifeNow(kept, now);
  return new Date(now.wall + lifeMs - ageMs);
};
