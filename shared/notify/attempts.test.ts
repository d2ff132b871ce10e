import { describe, expect, test } from "@jest/globals";
import { lastReceive } from "../decide/delays.ts";
import type { Attempt, OutboxRow } from "../model/notice.ts";
import { isoAt } from "../model/time.ts";
import {
  begun,
  givenUp,
  isGivenUp,
  isReached,
  leastLooks,
  patience,
  postponed,
  received,
  standingOf,
  underWay,
} from "./attempts.ts";
import { exampleNotice } from "./example-notice.ts";

const start = Date.parse("2026-11-22T10:00:00Z");
const at = (seconds: number): string => isoAt(start + seconds * 1000);
const first: Attempt = { to: "U1", at: at(0), number: 1, since: at(0) };

describe("before a try", () => {
  test.each<[string, Attempt | undefined, number, object]>([
    ["the first", undefined, 0, { look: false, isOver: false }],
    ["the first at this destination", { ...first, to: "U2" }, 0, { look: false, isOver: false }],
    ["one is under way", first, 10, { wait: underWay - 10 }],
    ["its process died", first, underWay, { look: true, isOver: false }],
    ["too early", { ...first, outcome: "refused", again: at(30) }, 12.5, { wait: 18 }],
    ["it was refused for now", { ...first, outcome: "refused", again: at(30) }, 30, { look: false, isOver: false }],
    ["it may have arrived", { ...first, outcome: "unsure", again: at(1) }, 1, { look: true, isOver: false }],
    ["long enough", { ...first, outcome: "refused", again: at(1) }, patience, { look: false, isOver: true }],
    [
      "not looked for often enough",
      { ...first, outcome: "unsure", again: at(1) },
      patience,
      { look: true, isOver: false },
    ],
    [
      "looked for often enough",
      { ...first, outcome: "unsure", again: at(1), number: leastLooks },
      patience,
      { look: true, isOver: true },
    ],
  ])("%s", (_, attempt, seconds, standing) => expect(standingOf(attempt, "U1", at(seconds))).toEqual(standing));
});

test("tries at one destination are counted, and their time runs from the first", () => {
  const second = begun({ ...first, outcome: "unsure", why: "HTTP 503", again: at(1) }, "U1", at(5));
  expect(second).toEqual({ to: "U1", at: at(5), number: 2, since: at(0) });
  expect(begun(second, "U2", at(6))).toEqual({ to: "U2", at: at(6), number: 1, since: at(6) });
});

describe("after a try that may succeed later", () => {
  const about = { mayHaveArrived: false, id: "n", now: at(5) };

  test("Slack's own time is kept", () => {
    expect(postponed(first, { kind: "later", why: "ratelimited", seconds: 30 }, about)).toEqual({
      seconds: 30,
      attempt: { ...first, outcome: "refused", why: "ratelimited", again: at(35) },
    });
  });

  test("nor is a storm of them more tries than the queue's deliveries", () => {
    let [attempt, waited] = [first, 0];
    while (waited < patience) {
      const next = postponed(attempt, { kind: "later", why: "ratelimited", seconds: 1 }, { ...about, now: at(waited) });
      waited += next.seconds;
      attempt = begun(next.attempt, "U1", at(waited));
    }
    expect(attempt.number).toBeGreaterThan(leastLooks - 2);
    expect(attempt.number).toBeLessThan(lastReceive / 2);
  });

  test("else each waits longer, at most some minutes", () => {
    const waits = [1, 2, 3, 6, 20].map(
      (number) => postponed({ ...first, number }, { kind: "unsure", why: "HTTP 503" }, about).seconds,
    );
    expect(waits).toEqual(waits.toSorted((a, b) => a - b));
    expect(waits.at(-1)).toBeLessThanOrEqual(375);
  });

  test("what may have arrived is marked so, and no wait is nothing", () => {
    const { attempt, seconds } = postponed(
      first,
      { kind: "later", why: "ratelimited", seconds: 0 },
      { ...about, mayHaveArrived: true },
    );
    expect([attempt.outcome, seconds]).toEqual(["unsure", 1]);
  });
});

test("a row's destinations are reached or given up, each by what the settings call it", () => {
  const row: OutboxRow = {
    notice: exampleNotice(),
    state: "waiting",
    receipts: [],
    failures: [],
    attempt: first,
    version: 2,
  };
  const told = received(row, { by: "slack", to: "D1", asked: "U1", id: "1.0", at: at(1) });
  const failed = givenUp(row, "U1", "user_not_found", at(1));
  const destination = { by: "slack", to: "U1" } as const;
  expect([isReached(row, destination), isReached(told, destination), isReached(failed, destination)]).toEqual([
    false,
    true,
    false,
  ]);
  expect([isGivenUp(row, destination), isGivenUp(told, destination), isGivenUp(failed, destination)]).toEqual([
    false,
    false,
    true,
  ]);
  expect([told.attempt, failed.attempt]).toEqual([undefined, undefined]);
});
