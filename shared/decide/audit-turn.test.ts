import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { epochOf, isoAt } from "../model/time.ts";
import { type AuditState, auditTurn, pace } from "./audit-turn.ts";

const now = "2026-11-22T12:00:00Z";
const ago = (seconds: number): string => isoAt((epochOf(now) ?? 0) - seconds * 1000);
const never: AuditState = { startedAt: undefined, endedAt: undefined, version: 0 };
const over = (started: number): AuditState => ({ startedAt: ago(started), endedAt: ago(started - 10), version: 2 });
const running = (started: number): AuditState => ({ startedAt: ago(started), endedAt: undefined, version: 1 });

describe("a change", () => {
  test.each<[string, number, AuditState, unknown]>([
    ["a moment ago: the burst may go on", 1, never, { type: "wait", seconds: 59 }],
    ["a minute ago", 60, never, { type: "run" }],
    ["that an audit has seen", 100, over(50), { type: "done" }],
    ["that an audit began too early for", 100, over(90), { type: "wait", seconds: 210 }],
    ["after an audit long ago", 100, over(4_000), { type: "run" }],
    ["while one runs", 100, running(20), { type: "wait", seconds: 30 }],
    [
      "while one runs that will see it: whether it ends is not known yet",
      100,
      running(60),
      { type: "wait", seconds: 30 },
    ],
    ["and the audit that ran was cut off", 100, running(901), { type: "run" }],
    ["of the future, by another clock", -100, never, { type: "wait", seconds: 160 }],
  ])("%s", (_, age, state, turn) => {
    expect(auditTurn({ at: ago(age) }, state, now)).toEqual(turn);
  });
});

describe("the daily look", () => {
  test.each<[string, AuditState, unknown]>([
    ["the first", never, { type: "run" }],
    ["an hour after another audit", over(3_600), { type: "done" }],
    ["a day after", over(86_400), { type: "run" }],
    ["while one runs", running(20), { type: "wait", seconds: 30 }],
  ])("%s", (_, state, turn) => {
    expect(auditTurn({}, state, now)).toEqual(turn);
  });
});

/** When audits begin if changes happen at these seconds, each asking until it is done. */
const play = (changes: readonly number[]): readonly number[] => {
  const started: number[] = [];
  let state = never;
  let waiting = changes.map((at) => ({ at, due: at }));
  while (waiting.length > 0) {
    const next = waiting.reduce((soonest, one) => (one.due < soonest.due ? one : soonest));
    waiting = waiting.filter((one) => one !== next);
    const clock = isoAt(next.due * 1000);
    const turn = auditTurn({ at: isoAt(next.at * 1000) }, state, clock);
    if (turn.type === "wait") waiting.push({ ...next, due: next.due + turn.seconds });
    if (turn.type !== "run") continue;
    started.push(next.due);
    state = { startedAt: clock, endedAt: clock, version: state.version + 1 };
  }
  return started;
};

test("any burst of changes is one audit, which sees all of them; further ones are five minutes apart", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 600 }), { minLength: 1, maxLength: 40 }), (changes) => {
      const started = play(changes);
      for (const at of changes) expect(started.some((start) => start > at)).toBe(true);
      for (const [index, start] of started.slice(1).entries())
        expect(start - (started[index] ?? 0)).toBeGreaterThanOrEqual(pace.between);
    }),
  );
});
