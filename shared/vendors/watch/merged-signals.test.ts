import { expect, test } from "@jest/globals";
import type { SeenSignal } from "../../detect/signals/signal.ts";
import { mergedSignals } from "./merged-signals.ts";

const seen = (change: Partial<SeenSignal>): SeenSignal => ({
  eventId: "e-1",
  at: "2026-07-01T10:00:00Z",
  role: "arn:aws:iam::111122223333:role/r",
  vendor: "auger",
  signal: "one",
  severity: "low",
  score: 5,
  detail: "a",
  ...change,
});

test("one act and one signal is one, with the gravest severity and each sentence once", () => {
  const merged = mergedSignals([seen({}), seen({ detail: "b", severity: "high" }), seen({}), seen({ signal: "two" })]);
  expect(merged).toEqual([seen({ detail: "a; b", severity: "high" }), seen({ signal: "two" })]);
});

test("other acts stay apart", () => {
  expect(mergedSignals([seen({}), seen({ eventId: "e-2" })])).toHaveLength(2);
});

test("sentences of any length have a limit", () => {
  expect(mergedSignals([seen({ detail: "x".repeat(9_000) })])[0]?.detail).toHaveLength(2_000);
});
