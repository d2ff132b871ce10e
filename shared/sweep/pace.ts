/**
 * How fast one operation of one region may be called. AWS publishes no rates for SageMaker's lists, so they are learnt: as
 * fast as answers come until the first refusal, then at the rate that was really served. All times in milliseconds.
 *
 * The service is taken for a bucket that fills at an unknown rate up to an unknown burst. Each refusal says that it is empty,
 * so what is served until the next one gives the rate: at least `low`, and at most `high`, the pace that was refused.
 */
export interface Pace {
  /** Requests a second; undefined while nothing was refused. */
  readonly rate: number | undefined;
  /** When the next request may go. */
  readonly next: number;
  /** When the bucket was empty last, and what was served since. */
  readonly emptyAt: number;
  readonly served: number;
  readonly sentAt: number;
  /** Between the last two requests. */
  readonly gap: number;
  /** The last request went later than it might have: the answers were slower than the pace. */
  readonly isLate: boolean;
  readonly low: number;
  readonly high: number;
  /** After a refusal: the rate begins here, and reaches `high` after so many served requests. */
  readonly from: number;
  readonly climb: number;
  /** Requests that may go at once, as an earlier sweep found, and how many of them are left. */
  readonly burst: number;
  readonly credit: number;
  /** What was served until the first refusal, in how many seconds. */
  readonly first?: { readonly served: number; readonly seconds: number };
}

/** What a sweep leaves to the next one. */
export interface Learnt {
  /** Requests a second. */
  rate: number;
  /** Requests that were served at once before the first refusal. */
  burst: number;
}

/** Chosen by simulation (`pace.test.ts`): 0.5 to 50 requests a second, bursts of 1 to 50. */
const tuning = {
  /** A refusal without a success in between: the rate lies within this factor below. */
  fall: 9,
  /** No burst that we have heard of is larger. */
  burst: 60,
  /** Requests from the low to the high estimate, for an uncertainty of 1 (natural logarithm); fewest and most. */
  climb: { of: 16, least: 4, most: 150 },
  /** So many served requests after the climb the rate is eight times `high`. */
  beyond: 60,
  /** Where between low and high the next try begins: usually, and where the last one was refused at once. */
  between: { usual: 0.5, careful: 0.3 },
  /** Within these factors holds the rate of a like operation, and the one that an earlier sweep ended with. */
  trust: { alike: 1.5, earlier: 1.05 },
  /** Slowest, so that a service which refuses everything is asked all the same: requests a second. */
  slowest: 1 / 30,
};

/** Nothing known; or what an earlier sweep has learnt. */
export const freshPace = (now: number, learnt?: Learnt): Pace => {
  const pace = { next: now, emptyAt: now, served: 0, sentAt: now, gap: 0, isLate: false, burst: 0, credit: 0 };
  if (learnt === undefined)
    return { ...pace, rate: undefined, low: 0, high: Number.POSITIVE_INFINITY, from: 0, climb: 0 };
  const { rate, burst } = learnt;
  const [low, high] = [rate / tuning.trust.earlier, rate * tuning.trust.earlier];
  return { ...pace, rate, low, high, from: rate, climb: climbOf(low, high), burst, credit: burst };
};

/** What is worth knowing the next time; undefined while nothing was refused. */
export const learntOf = ({ rate, from, high, served, climb, first, burst }: Pace): Learnt | undefined => {
  if (rate === undefined) return undefined;
  // A climb without a refusal has shown that more is served; of the burst one less than what was seen.
  return {
    rate: 0.99 * (served > climb ? Math.sqrt(from * high) : from),
    burst: first ? Math.max(0, Math.floor(first.served - from * first.seconds) - 1) : burst,
  };
};

export const onSent = (pace: Pace, now: number): Pace => ({
  ...pace,
  sentAt: now,
  gap: now - pace.sentAt,
  // A timer is always some milliseconds late.
  isLate: pace.rate !== undefined && now - pace.next > 250 / pace.rate,
  credit: Math.max(0, pace.credit - 1),
  next: pace.rate === undefined || pace.credit > 0 ? pace.next : Math.max(pace.next, now) + 1_000 / pace.rate,
});

/** Faster with each answer: slowly while the rate is well known, and ever faster beyond, since limits are raised too. */
export const onServed = (pace: Pace): Pace => {
  const served = pace.served + 1;
  if (pace.rate === undefined) return { ...pace, served };
  // What never waits for the pace cannot show that a higher one holds.
  const climb = pace.isLate ? pace.climb + 1 : pace.climb;
  const beyond = served - climb;
  const rate =
    beyond <= 0
      ? pace.from * (pace.high / pace.from) ** (served / climb)
      : pace.high * (1 + beyond / tuning.beyond) ** 3;
  return { ...pace, served, climb, rate };
};

/** `hint`: the rate of a like operation, for the first refusal. */
export const onThrottled = (pace: Pace, now: number, hint?: number): Pace => {
  const { low, high, between } = bounds(pace, Math.max(0.001, (now - pace.emptyAt) / 1_000), hint);
  const from = Math.max(tuning.slowest, low ** (1 - between) * high ** between);
  const ceiling = Math.max(from, high * 1.02);
  const first = pace.first ?? { served: pace.served, seconds: (now - pace.emptyAt) / 1_000 };
  const known = { low, high: ceiling, from, rate: from, climb: climbOf(low, high), credit: 0, first };
  return { ...pace, ...known, emptyAt: now, served: 0, sentAt: now, next: now + 1_000 / from };
};

interface Bounds {
  low: number;
  high: number;
  between: number;
}

const bounds = (pace: Pace, seconds: number, hint: number | undefined): Bounds => {
  const { usual, careful } = tuning.between;
  if (pace.rate === undefined) {
    const high = Math.max(1, pace.served) / seconds;
    const { alike } = tuning.trust;
    if (hint !== undefined && hint < high) return { low: hint / alike, high: hint * alike, between: usual };
    return { low: Math.max(high / tuning.fall, (pace.served - tuning.burst) / seconds), high, between: usual };
  }
  const high = Math.min(pace.rate, 1_000 / Math.max(1, pace.gap));
  if (pace.served === 0)
    return { low: Math.min(high, Math.max(high / tuning.fall, pace.low / 2)), high, between: usual };
  const isEarly = pace.served < 3;
  // The bucket may have held almost one token when it refused. What was true before the limit fell is slowly forgotten.
  const seen = Math.max(pace.low * (isEarly ? 0.9 : 1), (pace.served - 0.8) / seconds, high / tuning.fall);
  return { low: Math.min(seen, high * 0.9), high, between: isEarly ? careful : usual };
};

const climbOf = (low: number, high: number): number => {
  const { of, least, most } = tuning.climb;
  return Math.min(most, Math.max(least, of / Math.max(0.001, Math.log(high / low))));
};
