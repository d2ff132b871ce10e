import { classify } from "../act/classify.ts";
import { throttleCodes } from "../act/error-codes.ts";
import { freshPace, type Learnt, learntOf, onSent, onServed, onThrottled, type Pace } from "./pace.ts";

export interface Clock {
  /** ms since 1970 */
  now(): number;
  sleep(ms: number): Promise<void>;
}

/** What AWS limits by itself: one operation in one region. */
export interface Operation {
  region: string;
  service: string;
  name: string;
}

export interface Budget {
  /** Calls when the operation's pace allows it, and again after a refusal or a fault. Other errors come as they are. */
  run<Answer>(operation: Operation, call: () => Promise<Answer>): Promise<Answer>;
  /** Requests so far, and how many of them were refused as too many. */
  counts(): { calls: number; throttled: number };
  /** What each refused operation was found to serve: the next sweep begins with it. */
  learnt(): Readonly<Record<string, Learnt>>;
}

interface Means {
  clock: Clock;
  /** What an earlier sweep learnt. */
  learnt?: Readonly<Record<string, Learnt>>;
  /** Of the jitter: the same seed gives the same run. */
  seed?: number;
}

/** So often a call is tried again that failed by a fault of the service; it has its two attempts in the client too. */
const faults = 4;
/** A refusal is waited out by up to this much longer, so that clients that were refused together do not come back together. */
const jitter = 0.1;

/** A rate whose bounds lie closer together is more than a guess. */
const wellKnown = 1.6;

const keyOf = ({ region, service, name }: Operation): string => `${region} ${service} ${name}`;

export const isThrottle = (error: unknown): boolean => {
  const { name, $metadata } = error as { name?: string; $metadata?: { httpStatusCode?: number } };
  return throttleCodes.includes(name ?? "") || $metadata?.httpStatusCode === 429;
};

/** xorshift: enough to spread clients, and the same for the same seed. */
const randomOf = (seed: number): (() => number) => {
  let state = (seed | 0) ^ 0x9e3779b9 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
};

/** The paces of all operations. A service's operations are alike: what one has learnt is a hint for the others. */
const pacesOf = ({ clock, learnt = {}, seed = 1 }: Means) => {
  const paces = new Map<string, Pace>();
  const random = randomOf(seed);

  const pace = (key: string): Pace => paces.get(key) ?? freshPace(clock.now(), learnt[key]);
  const change = (key: string, by: (pace: Pace) => Pace): void => void paces.set(key, by(pace(key)));

  /** The middle of what the service's other operations in the region serve, as far as they know it well. */
  const hint = ({ region, service }: Operation): number | undefined => {
    const alike = [...paces].flatMap(([key, { from, low, high }]) =>
      key.startsWith(`${region} ${service} `) && high < low * wellKnown ? [from] : [],
    );
    return alike.toSorted((a, b) => a - b)[Math.floor(alike.length / 2)];
  };

  return {
    next: (key: string): number => pace(key).next,
    sent: (key: string) => change(key, (one) => onSent(one, clock.now())),
    served: (key: string) => change(key, onServed),
    throttled: (key: string, operation: Operation) =>
      change(key, (one) => {
        const slower = onThrottled(one, clock.now(), hint(operation));
        return { ...slower, next: slower.next + (slower.next - clock.now()) * jitter * random() };
      }),
    learnt: (): Record<string, Learnt> =>
      Object.fromEntries([...paces].flatMap(([key, one]) => [learntOf(one) ?? []].flat().map((known) => [key, known]))),
  };
};

/** The request budget of one sweep. Operations run at the same time, since AWS limits each by itself. */
export const requestBudget = (means: Means): Budget => {
  const { clock } = means;
  const paces = pacesOf(means);
  let [calls, throttled] = [0, 0];

  /** Until it is this operation's turn: another call of it may take the turn first. */
  const turn = async (key: string): Promise<void> => {
    for (let wait = paces.next(key) - clock.now(); wait > 0; wait = paces.next(key) - clock.now())
      await clock.sleep(wait);
    paces.sent(key);
    calls += 1;
  };

  /** Waits out what a later try may mend; throws what none can. `failed`: faults so far. */
  const bear = async (error: unknown, key: string, operation: Operation, failed: number): Promise<number> => {
    if (isThrottle(error)) {
      throttled += 1;
      paces.throttled(key, operation);
      return failed;
    }
    if (classify(error).kind !== "transient" || failed >= faults) throw error;
    await clock.sleep(500 * 2 ** failed);
    return failed + 1;
  };

  const run: Budget["run"] = async (operation, call) => {
    const key = keyOf(operation);
    for (let failed = 0; ; ) {
      await turn(key);
      try {
        const answer = await call();
        paces.served(key);
        return answer;
      } catch (error) {
        failed = await bear(error, key, operation, failed);
      }
    }
  };

  return { run, counts: () => ({ calls, throttled }), learnt: paces.learnt };
};
