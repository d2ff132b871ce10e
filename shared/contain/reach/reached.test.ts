import { describe, expect, test } from "@jest/globals";
import type { IncidentAnswer, Reach } from "../../model/incident.ts";
import type { Ground } from "../rung.ts";
import {
  asksForWhole,
  countFacts,
  countsOf,
  lateEntry,
  mayDenyWhole,
  reachWords,
  unreachedFirst,
  verdictOf,
  wasDenied,
  withReached,
  writtenAt,
} from "./reached.ts";

const entry = (change: Partial<Reach> = {}): Reach => ({
  ...{ type: "minted-user", id: "eve", status: "denied", why: "it is denied", at: "2026-11-22T10:00:00Z" },
  ...change,
});

describe("merged", () => {
  test("by kind and id; the newest word counts", () => {
    const both = withReached(
      [entry({ status: "waiting" }), entry({ id: "bob" })],
      [entry(), entry({ type: "password" })],
    );
    expect(both).toEqual([entry(), entry({ id: "bob" }), entry({ type: "password" })]);
  });

  test("what made room stays known, where a later look cannot know it", () => {
    const before = entry({ by: { type: "boundary", before: "arn:before" } });
    expect(withReached([before], [entry({ by: { type: "boundary" } })])).toEqual([before]);
    expect(withReached([before], [entry()])).toEqual([before]);
    expect(withReached([before], [entry({ by: { type: "inline" } })])).toEqual([entry({ by: { type: "inline" } })]);
  });

  test("keys that we made inactive stay known: a later look finds them inactive already", () => {
    const [one] = withReached([entry({ inactivated: ["a"] })], [entry({ inactivated: ["b", "a"] })]);
    expect(one?.inactivated).toEqual(["b", "a"]);
    expect(withReached([entry({ inactivated: ["a"] })], [entry()])[0]?.inactivated).toEqual(["a"]);
  });

  test("sessions of both, each once and not without end", () => {
    const [one] = withReached([entry({ sessions: ["a", "b"] })], [entry({ sessions: ["b", "c"] })]);
    expect(one?.sessions).toEqual(["b", "c", "a"]);
    const many = Array.from({ length: 90 }, (_, index) => `s-${index}`);
    expect(withReached([], [entry({ sessions: many })])[0]?.sessions).toHaveLength(20);
  });

  test("of too many, what a person has to see stays, in a row's bounds", () => {
    const many = Array.from({ length: 600 }, (_, index) => entry({ id: `u-${index}`, why: "x".repeat(200) }));
    const kept = withReached(many, [entry({ id: "bad", status: "refused" }), entry({ id: "seen", status: "listed" })]);
    expect(kept).toHaveLength(400);
    expect(kept[0]?.id).toBe("bad");
    expect(kept.some(({ id }) => id === "seen")).toBe(false);
    expect(JSON.stringify(kept).length).toBeLessThan(200_000);
  });

  test("of names as long as IAM takes them, a row keeps what it has room for", () => {
    const sessions = Array.from({ length: 20 }, (_, index) => `AROA${"x".repeat(80)}:${index}`);
    const many = Array.from({ length: 400 }, (_, index) => entry({ id: `${"é".repeat(600)}-${index}`, sessions }));
    const kept = withReached([], [...many, entry({ id: "bad", status: "refused" })]);
    expect(Buffer.byteLength(JSON.stringify(kept))).toBeLessThan(150_001);
    expect(kept[0]?.id).toBe("bad");
    expect(kept.length).toBeGreaterThan(40);
  });
});

test("counted", () => {
  const entries = [entry(), entry({ id: "x" }), entry({ status: "refused" })];
  expect(countsOf(entries)).toBe("1 refused, 2 denied");
  expect(countFacts(entries)).toEqual({ refused: "1", denied: "2" });
});

test("what is not denied yet comes first", () => {
  const [done, open] = [entry(), entry({ id: "open", status: "waiting" })];
  expect(unreachedFirst([done, open, entry({ id: "new" })], [done, open]).map(({ id }) => id)).toEqual([
    "open",
    "new",
    "eve",
  ]);
});

test("what there was no time for: what is known stays, else it waits", () => {
  const ground = { incident: { reached: [entry()] }, at: "2026-11-22T10:01:00Z" } as unknown as Ground;
  expect(lateEntry(entry(), ground)).toEqual(entry());
  expect(lateEntry({ type: "minted-key", id: "AKIA", of: "bob" }, ground)).toMatchObject({
    status: "waiting",
    of: "bob",
  });
});

test.each([
  [[true, true], true],
  [[true, "unknown"], "unknown"],
  [[false, "unknown"], false],
  [[], true],
] as const)("looks of %p together: %s", (all, holds) => {
  expect(
    verdictOf(
      all.map((one, index) => ({ id: `n-${index}`, holds: one })),
      "are denied",
    ).holds,
  ).toBe(holds);
});

test("something that was denied before was undone by somebody", () => {
  expect(verdictOf([{ id: "eve", holds: false, undone: true }], "")).toMatchObject({ holds: false, undone: true });
  expect(verdictOf([{ id: "eve", holds: false, undone: false }], "")).not.toHaveProperty("undone");
  expect([wasDenied(entry(), [entry()]), wasDenied(entry(), [entry({ status: "listed" })])]).toEqual([true, false]);
});

test("for a notice: what is left to a person, and why", () => {
  expect(reachWords([])).toBe("");
  expect(reachWords([entry()])).toBe("What its sessions took and made: 1 denied.");
  const listed = Array.from({ length: 7 }, (_, index) =>
    entry({ id: `p-${index}`, status: "listed", why: "look at it" }),
  );
  expect(reachWords(listed)).toMatch(/Left to a person: minted-user p-0: look at it; .*; and 2 more\.$/);
});

const word = (change: Partial<IncidentAnswer> = {}): IncidentAnswer => ({
  ...{ at: "2026-11-22T10:05:00Z", by: "alice", choice: "go-on", of: "chained", verdict: "accepted", why: "" },
  ...change,
});
const asking = entry({ type: "chained-role", id: "arn:hub", status: "waiting", asks: "whole-role" });
test.each([
  ["nobody has said so", [], true],
  ["an approver has", [word()], false],
  ["a second person has to", [word({ verdict: "waiting" })], true],
  ["of something else", [word({ of: "boundary" })], true],
  ["before it asked", [word({ at: "2026-11-22T09:00:00Z" })], true],
])("a whole role waits for a word: %s", (_what, answers, asks) => {
  expect(asksForWhole({ reached: [asking], answers })).toBe(asks);
  expect(mayDenyWhole({ reached: [asking], answers }, "arn:hub")).toBe(!asks);
  expect(mayDenyWhole({ reached: [asking], answers }, "arn:other")).toBe(false);
  expect(asksForWhole({ reached: [entry({ status: "waiting" })], answers })).toBe(false);
});

test("since when it asks stays known", () => {
  const again = { ...asking, at: "2026-11-22T10:10:00Z" };
  expect(withReached([asking], [again])[0]?.at).toBe(asking.at);
});

test("the last write is the line's time; without one, the former", () => {
  const line = { rung: "minted", status: "done", evidence: { detail: "", at: "2026-11-22T09:00:00Z" } } as const;
  const found = ["2026-11-22T10:00:02Z", undefined, "2026-11-22T10:00:01Z"].map((wroteAt) => ({
    entry: entry(),
    wroteAt,
  }));
  expect(writtenAt(found, line)).toEqual({ at: "2026-11-22T10:00:02Z" });
  expect(writtenAt([], line)).toEqual({ at: "2026-11-22T09:00:00Z" });
  expect(writtenAt([], undefined)).toEqual({});
});
