import { describe, expect, test } from "@jest/globals";
import { aliceProven, creation, row, settings } from "../../test/fixtures.ts";
import { decideCreation } from "./creation.ts";
import { isClosed, isUnchanged, newRow, nextRow, withIntent } from "./next-row.ts";

const now = "2026-11-22T10:00:05Z";
const decision = decideCreation({ creation, attribution: aliceProven, current: {}, settings, now });
const change = { creation, decision, outcome: "tagged", reason: "because", now } as const;

describe("nextRow", () => {
  test("a step is one entry of the history", () => {
    const once = nextRow(newRow(creation), change);
    expect(once).toMatchObject({
      outcome: "tagged",
      owner: aliceProven.owner,
      history: [{ outcome: "tagged", verdict: "tag", by: "sagewarden" }],
    });
    expect(nextRow(once, { ...change, now: "2026-11-22T10:01:00Z" }).history).toBe(once.history);
  });

  test("a failure keeps the owner that was known", () => {
    expect(nextRow(row, { ...change, decision: null, outcome: "failed" }).owner).toBe(row.owner);
  });

  test("an exemption stays while the row is exempt, and goes with it", () => {
    const grant = { source: "settings", until: "2026-12-31" } as const;
    const exempt = nextRow(row, { ...change, decision: { ...decision, exemption: grant }, outcome: "exempt" });
    expect(exempt.exemption).toEqual(grant);
    expect(nextRow(exempt, { ...change, decision: null, outcome: "exempt" }).exemption).toEqual(grant);
    expect(nextRow(exempt, { ...change, outcome: "unowned" })).not.toHaveProperty("exemption");
  });

  test("the history is bounded and keeps its beginning", () => {
    let grown = newRow(creation);
    for (let i = 0; i < 100; i++) grown = nextRow(grown, { ...change, reason: `look ${i}` });
    expect(grown.history).toHaveLength(40);
    expect(grown.history[0]?.reason).toBe("look 0");
    expect(grown.history.at(-1)?.reason).toBe("look 99");
  });

  test("the record of the call names the row that a state change opened", () => {
    const opened = newRow({ ...creation, announcedBy: "state-change", eventName: "State Change" });
    expect(nextRow(opened, change)).toMatchObject({ announcedBy: "api", eventName: "CreateNotebookInstance" });
  });
});

test.each([
  ["settling", {}, false],
  ["failed", {}, false],
  ["tagged", {}, true],
  ["unowned", {}, true],
  ["unowned", { announcedBy: "state-change" }, false],
  ["tagged", { announcedBy: "state-change" }, true],
] as const)("a row that is %s %j is closed: %s", (outcome, change, closed) => {
  expect(isClosed({ ...row, ...change, outcome }, creation)).toBe(closed);
});

test("the intent remembers what it replaces, and the first value that was replaced", () => {
  const first = withIntent(newRow(creation), { team: "TeamA" }, { team: "TeamB", other: "x" });
  expect({ ...first.intent }).toEqual({ team: "TeamA" });
  expect({ ...first.replaced }).toEqual({ team: "TeamB" });
  const second = withIntent(first, { team: "TeamA", studiouserid: "alice" }, { team: "TeamC" });
  expect({ ...second.replaced }).toEqual({ team: "TeamB" });
});

test("only what matters makes a row worth storing", () => {
  expect(isUnchanged(row, { ...row, calls: 9 })).toBe(true);
  expect(isUnchanged(row, { ...row, taggedAt: now })).toBe(false);
  expect(isUnchanged(row, { ...row, intent: { ...row.intent, team: "TeamB" } })).toBe(false);
  expect(isUnchanged(row, nextRow(row, change))).toBe(false);
});
