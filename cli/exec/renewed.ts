import { hasEnded, isDue, type Life, lifeOf } from "#shared/assume/life.ts";
import type { Session } from "#shared/assume/model.ts";

/** Milliseconds. `steady` never goes back; `wall` goes on while the machine sleeps. */
export interface Clock {
  steady(): number;
  wall(): number;
  /** When whoever asks should have an answer: some SDKs wait two seconds, three times. */
  patience(): Promise<unknown>;
}

export const machineClock: Clock = {
  steady: () => performance.now(),
  wall: () => Date.now(),
  patience: () => new Promise((resolve) => setTimeout(resolve, 1_000).unref()),
};

/** A session, and when it ends by this machine's clock: that is the one by which whoever uses it looks. */
export interface Lent {
  session: Session;
  endsAt: Date;
}

/** That a renewal failed, once until one succeeds, and what is given meanwhile. */
type Tell = (error: unknown, last: Lent) => void;

interface Held {
  session: Session;
  since: { steady: number; wall: number };
}

/** How long a failed renewal is let be, while there is a session that holds. */
const patienceMs = 30_000;

/**
 * Sessions that are renewed before they end, however many ask: one at a time. While renewing fails or takes long, the last one is
 * given as long as it holds; then it throws what the renewal failed with.
 */
export const renewed = (
  lend: () => Promise<Session>,
  clock: Clock = machineClock,
  tell: Tell = () => undefined,
): (() => Promise<Lent>) => {
  let held: Held | undefined;
  let failedAt: number | undefined;
  let renewal: Promise<Held> | undefined;

  const renew = async (): Promise<Held> => {
    const since = { steady: clock.steady(), wall: clock.wall() };
    held = { session: await lend(), since };
    failedAt = undefined;
    return held;
  };
  const renewOnce = (): Promise<Held> => {
    renewal ??= renew().finally(() => {
      renewal = undefined;
    });
    return renewal;
  };
  const stillHeld = (before: Held): Lent | undefined =>
    hasEnded(lifeNow(before, clock)) ? undefined : lentBy(before, clock);
  const failed = (error: unknown, before: Held): Lent => {
    const last = stillHeld(before);
    if (last === undefined) throw error;
    if (failedAt === undefined) tell(error, last);
    failedAt = clock.steady();
    return last;
  };
  const orLast = async (before: Held): Promise<Lent> => {
    const isLetBe = failedAt !== undefined && clock.steady() - failedAt < patienceMs;
    const kept = isLetBe ? stillHeld(before) : undefined;
    if (kept !== undefined) return kept;
    const tried = renewOnce().then(
      (renewedOne) => lentBy(renewedOne, clock),
      (error: unknown) => failed(error, before),
    );
    return Promise.race([tried, clock.patience().then(() => stillHeld(before) ?? tried)]);
  };
  return async () => {
    if (held === undefined) return lentBy(await renewOnce(), clock);
    return isDue(lifeNow(held, clock)) ? orLast(held) : lentBy(held, clock);
  };
};

/** How long it lives is what STS's clock says; how old it is, what ours do: the one that is further on. */
const lifeNow = ({ session, since }: Held, clock: Clock): Life => ({
  lifeMs: lifeOf(session),
  ageMs: Math.max(clock.steady() - since.steady, clock.wall() - since.wall),
});

const lentBy = (held: Held, clock: Clock): Lent => {
  const { lifeMs, ageMs } = lifeNow(held, clock);
  return { session: held.session, endsAt: new Date(clock.wall() + lifeMs - ageMs) };
};
