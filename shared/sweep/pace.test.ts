import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { freshPace, learntOf, onSent, onServed, onThrottled, type Pace } from "./pace.ts";

interface Limit {
  /** Requests a second, at this time (ms). */
  rate(at: number): number;
  burst: number;
}

interface Run {
  seconds: number;
  throttled: number;
  pace: Pace;
}

/** ms by which a timer is late. */
const late = 4;

/** One page after another against a token bucket, on a clock of its own. `latency`: ms from a request to its answer. */
const run = (limit: Limit, pages: number, latency = 20, begun = freshPace(0)): Run => {
  let [now, level, filledAt, throttled, pace] = [0, limit.burst, 0, 0, begun];
  for (let done = 0; done < pages; ) {
    now = pace.next > now ? pace.next + late : now;
    pace = onSent(pace, now);
    now += latency / 2;
    level = Math.min(limit.burst, level + ((now - filledAt) / 1_000) * limit.rate(now));
    filledAt = now;
    const isServed = level >= 1;
    now += latency / 2;
    if (isServed) {
      level -= 1;
      done += 1;
      pace = onServed(pace);
    } else {
      throttled += 1;
      pace = onThrottled(pace, now);
    }
  }
  return { seconds: now / 1_000, throttled, pace };
};

const steady = (rate: number, burst: number): Limit => ({ rate: () => rate, burst });

/** A client that knows the limit. */
const ideal = (rate: number, burst: number, pages: number, latency = 20): number =>
  Math.max((pages - burst) / rate, (pages * latency) / 1_000);

const rates = [0.5, 1, 2, 5, 10, 20, 50];
const grid = rates.flatMap((rate) => [1, 2, 5, 10, 50].map((burst) => [rate, burst] as const));

describe.each(grid)("a limit of %p/s with a burst of %p", (rate, burst) => {
  test.each([100, 1_000])("%p pages take 1.1 times the ideal, and few are refused", (pages) => {
    const { seconds, throttled } = run(steady(rate, burst), pages);
    // A bucket of one token forgives nothing: what is learnt on the way to its rate costs some twenty pages once.
    const once = burst === 1 ? 18 / rate : 1 / rate;
    expect(seconds).toBeLessThanOrEqual(1.1 * ideal(rate, burst, pages) + once);
    expect(throttled).toBeLessThanOrEqual(9 + pages * 0.013);
  });
});

test("never refused, it never waits", () => {
  const { seconds, throttled } = run(steady(1_000, 1_000), 200);
  expect([seconds, throttled]).toEqual([4, 0]);
});

test.each(grid.filter(([rate]) => rate <= 20))(
  "what an earlier sweep learnt of %p/s, burst %p, saves the search for it",
  (rate, burst) => {
    const limit = steady(rate, burst);
    const first = run(limit, 300);
    const again = run(limit, 200, 20, freshPace(0, learntOf(first.pace)));
    expect(again.throttled).toBeLessThanOrEqual(Math.min(first.throttled, 5));
    expect(again.seconds).toBeLessThanOrEqual(1.1 * ideal(rate, burst, 200) + Math.max(4, burst / 2) / rate);
  },
);

test("never refused, there is nothing to learn", () => {
  expect(learntOf(run(steady(1_000, 1_000), 10).pace)).toBeUndefined();
});

test("a like operation's rate saves most of the search", () => {
  const began: Pace = { ...freshPace(0), served: 5 };
  expect(onThrottled(began, 100, 5).rate).toBeCloseTo(5);
  expect(onThrottled(began, 100).rate).toBeGreaterThan(10);
});

/** The pages that a client who knows the limit would have had by then. */
const within = (limit: Limit, pages: number): number => {
  let [served, at] = [limit.burst, 0];
  while (served < pages) {
    at += 10;
    served += limit.rate(at) / 100;
  }
  return at / 1_000;
};

test("any limit, any burst, any change in the middle: it ends, in time, and a few in a hundred are refused", () => {
  const factor = fc.double({ min: 0.2, max: 5, noNaN: true });
  const cases = [fc.double({ min: 0.5, max: 20, noNaN: true }), fc.integer({ min: 2, max: 50 }), factor] as const;
  fc.assert(
    fc.property(...cases, (rate, burst, change) => {
      const pages = 600;
      const turn = (pages / 2 / rate) * 1_000;
      const limit = { rate: (at: number) => (at < turn ? rate : rate * change), burst };
      const { seconds, throttled } = run(limit, pages, 10);
      const best = Math.max(within(limit, pages), (pages * 10) / 1_000);
      // A limit that was raised shows only by trying: that takes some hundred pages.
      expect(seconds).toBeLessThanOrEqual(1.15 * best + 120 / rate);
      expect(throttled).toBeLessThanOrEqual(0.05 * pages);
    }),
  );
});

test("a service that refuses everything is asked ever more seldom, but asked", () => {
  let [pace, now, asked] = [freshPace(0), 0, 0];
  while (now < 600_000) {
    now = Math.max(now, pace.next);
    pace = onThrottled(onSent(pace, now), now);
    asked += 1;
  }
  expect(asked).toBeLessThan(40);
  expect(asked).toBeGreaterThan(15);
});
