import { describe, expect, test } from "@jest/globals";
import { rungsUpTo } from "#shared/decide/containment-turn.ts";
import { rungIds } from "#shared/model/incident.ts";
import { incidentWith, lineOf, listener } from "./fake-dispatcher.ts";
import { refusedLines, showLine, unclimbedLines } from "./rung-lines.ts";

const told = new Set(rungsUpTo("deny"));
const statuses = (lines: ReturnType<typeof unclimbedLines>) => lines.map(({ rung, status }) => `${rung} ${status}`);

describe("the rungs of which nothing is recorded", () => {
  test("contained: they wait for a person", () => {
    const lines = unclimbedLines(incidentWith({ phase: "contained", upTo: "deny" }), told);
    expect(statuses(lines)).toEqual(["trust waiting", "boundary waiting", "detach waiting", "delete waiting"]);
    for (const { evidence } of lines) expect(evidence.detail).toContain("up to deny by itself");
  });

  test("failed: what it would have climbed was not reached", () => {
    const lines = unclimbedLines(incidentWith({ phase: "failed", upTo: "trust", why: "IAM refused" }), told);
    expect(statuses(lines)).toEqual(["trust skipped", "boundary skipped", "detach skipped", "delete skipped"]);
    expect(lines[0]?.evidence.detail).toBe("not reached: IAM refused");
  });

  test("held: all wait, and it says for what", () => {
    const lines = unclimbedLines(incidentWith({ phase: "held", why: "a person has to say go-on" }), new Set());
    expect(lines.map(({ rung }) => rung)).toEqual(rungIds);
    expect(new Set(lines.map(({ status, evidence }) => `${status} ${evidence.detail}`))).toEqual(
      new Set(["waiting a person has to say go-on"]),
    );
  });
});

test("a refusal has a line for every rung", () => {
  expect(refusedLines("why").map(({ rung }) => rung)).toEqual(rungIds);
});

test("one JSON document on one line, whatever the evidence holds", () => {
  const { io, out } = listener();
  const line = { ...lineOf("deny"), evidence: { detail: "a\nb", policy: "SagewardenDenyAll" } };
  showLine(line, { json: true }, io);
  expect(out).toHaveLength(1);
  expect(out[0]).not.toContain("\n");
  expect(JSON.parse(out[0] ?? "")).toEqual(line);
});
