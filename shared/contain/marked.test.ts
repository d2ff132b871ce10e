import { expect, test } from "@jest/globals";
import type { RungId } from "../model/incident.ts";
import { marked } from "./marked.ts";

const cutAt = "2026-11-22T10:00:00Z";
const containedAt = "2026-11-22T10:00:12.000Z";

test.each<[string, RungId[], object]>([
  ["the deny", ["sessions", "deny"], { at: containedAt, newSessions: "denied" }],
  ["the closed trust", ["sessions", "trust"], { at: containedAt, newSessions: "denied" }],
  ["older sessions' end only: new ones are of after the cut", ["sessions"], { at: cutAt, newSessions: "allowed" }],
])("since when, and whether new sessions may act: %s", (_, done, expected) => {
  const rungs = done.map((rung) => ({ rung, status: "done" as const, evidence: { detail: "" } }));
  expect(marked({ rungs, cutAt }, containedAt)).toEqual(expected);
});
