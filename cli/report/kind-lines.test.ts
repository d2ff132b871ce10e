import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { outcomes } from "#shared/model/outcome.ts";
import { caseFor, creationOf, outboxRow, week } from "./fixture.ts";
import { kindLines } from "./kind-lines.ts";

const empty = { ...week, creations: [], cases: [], notices: [] };

test("one line for each kind, the most created first", () => {
  expect(kindLines(week, []).map(({ kind, created }) => [kind, created])).toEqual([
    ["TrainingJob", 3],
    ["NotebookInstance", 2],
    ["Model", 1],
  ]);
});

test("counts what was done, said, and would have been", () => {
  const rows = [creationOf("a", "Endpoint", "unowned"), creationOf("b", "Endpoint", "unowned")];
  const end = (how: "stopped" | "deleted" | "undone") => ({ at: week.to, how, detail: "" });
  const cases = [caseFor(rows[0] as never, { end: end("deleted") }), caseFor(rows[1] as never, { end: end("undone") })];
  const notices = (["told", "grouped", "held", "failed", "waiting"] as const).map((state) =>
    outboxRow(state, "Endpoint", state),
  );
  const resource = { arn: "arn:x", kind: "Endpoint" };
  const would = [{ what: "notice", resource, at: week.to, detail: "", line: "mode: tag" } as const];
  expect(kindLines({ ...empty, creations: rows, cases, notices }, would)).toEqual([
    {
      kind: "Endpoint",
      created: 2,
      outcomes: { unowned: 2 },
      stopped: 1,
      deleted: 1,
      noticesSent: 2,
      noticesFailed: 1,
      would: { tag: 0, stop: 0, delete: 0, notice: 1 },
      secondsToTagged: null,
    },
  ]);
});

test("how long the tags took", () => {
  const creations = Array.from({ length: 20 }, (_, index) =>
    creationOf(`t${index}`, "Model", "tagged", {
      taggedAt: new Date(Date.parse("2026-11-24T10:00:01Z") + index * 1000).toISOString(),
    }),
  );
  expect(kindLines({ ...empty, creations }, [])[0]?.secondsToTagged).toEqual({ median: 10, p95: 19, most: 20 });
});

test("a notice without a resource has no line", () => {
  const { notice, ...row } = outboxRow("n", "", "told");
  expect(
    kindLines({ ...empty, notices: [{ ...row, notice: { ...notice, resource: { arn: "", kind: undefined } } }] }, []),
  ).toEqual([]);
});

test("every creation is in one line, under one outcome", () => {
  const one = fc.record({
    kind: fc.constantFrom("Model", "Endpoint", "__proto__"),
    outcome: fc.constantFrom(...outcomes),
  });
  fc.assert(
    fc.property(fc.array(one), (all) => {
      const lines = kindLines(
        { ...empty, creations: all.map(({ kind, outcome }, i) => creationOf(`e${i}`, kind, outcome)) },
        [],
      );
      expect(lines.reduce((sum, { created }) => sum + created, 0)).toBe(all.length);
      for (const { created, outcomes: counts } of lines)
        expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(created);
    }),
  );
});
