import { describe, expect, test } from "@jest/globals";
import type { CreationRow } from "#shared/model/outcome.ts";
import type { Settings } from "#shared/model/settings.ts";
import { settings, withSettings } from "../../test/fixtures.ts";
import { caseFor, creationOf, outboxRow, week } from "./fixture.ts";
import { unwritten, wouldHave } from "./would.ts";

const observe = withSettings({ mode: "observe" });
const would = (change: Partial<typeof week>, by: Settings = observe) =>
  wouldHave({ ...week, creations: [], cases: [], notices: [], ...change }, by).map(({ what, at }) => [what, at]);

test("a week in observe: every tag, stop and notice, by time", () => {
  expect(wouldHave(week, observe).map(({ what, resource }) => `${what} ${resource.arn.split("/")[1]}`)).toEqual([
    "tag a",
    "tag b",
    "notice n1",
    "notice n2",
    "stop lost",
  ]);
});

test("a tag says what would be written", () => {
  expect(wouldHave(week, observe)[0]?.detail).toBe("team=TeamA, studiouserid=alice");
});

test("each names the one line that turns it on", () => {
  const team = withSettings({
    mode: "tag",
    tags: { ...settings.tags, team: { ...settings.tags.team, mode: "observe" } } as never,
  });
  const line = (by: Settings) => Object.fromEntries(wouldHave(week, by).map((one) => [one.what, one.line]));
  expect(line(observe)).toEqual({ tag: "mode: tag", notice: "mode: tag", stop: "mode: enforce" });
  expect(line(team)).toMatchObject({ tag: "tags.team.mode: tag" });
});

test("what is protected is held back by no mode", () => {
  const resources = ["arn:aws:sagemaker:*:*:NotebookInstance/*", "arn:aws:sagemaker:*:*:TrainingJob/a"];
  const kept = withSettings({ mode: "observe", protected: { ...settings.protected, resources } });
  expect(
    wouldHave({ ...week, notices: [] }, kept).map(({ what, resource }) => [what, resource.arn.split("/")[1]]),
  ).toEqual([["tag", "b"]]);
});

describe("unwritten", () => {
  const both = { team: "TeamA", studiouserid: "alice" };
  test.each<[string, CreationRow, object]>([
    ["observed", creationOf("x", "Model", "observed"), both],
    ["a mismatch that would be put right", creationOf("x", "Model", "mismatch"), both],
    ["one that was put right", creationOf("x", "Model", "mismatch", { taggedAt: "2026-11-24T10:00:02Z" }), {}],
    ["tagged", creationOf("x", "Model", "tagged"), {}],
    ["nobody's", creationOf("x", "Model", "unowned"), {}],
    ["exempt", creationOf("x", "Model", "exempt"), {}],
  ])("%s", (_, row, expected) => expect({ ...unwritten(row, settings) }).toEqual(expected));
});

describe("acts", () => {
  const row = creationOf("x", "NotebookInstance", "unowned");
  const open = caseFor(row);

  test("an open case whose time has passed", () => {
    expect(would({ creations: [row], cases: [open] })).toEqual([["stop", "2026-11-25T10:15:00.000Z"]]);
    expect(would({ cases: [{ ...open, actAt: "2026-11-26T00:00:00Z" }] })).toEqual([["stop", "2026-11-26T00:00:00Z"]]);
  });

  test("not one whose time is to come", () => {
    expect(would({ cases: [{ ...open, actAt: "2026-11-30T00:00:00Z" }] })).toEqual([]);
  });

  test("an unowned creation without a case is counted once its time has passed, and once only", () => {
    expect(would({ creations: [row] })).toEqual([["stop", "2026-11-25T10:00:00.000Z"]]);
  });

  test("what the sweep found is only reported, unless the settings say otherwise", () => {
    const found = creationOf("old", "NotebookInstance", "unowned", { announcedBy: "sweep" });
    expect(would({ creations: [found] })).toEqual([]);
    const act = withSettings({ mode: "observe", unowned: { ...settings.unowned, existing: "act" } });
    expect(would({ creations: [found] }, act)).toHaveLength(1);
  });

  test.each([["owned"], ["kept"], ["left"], ["gone"], ["stopped"]] as const)(
    "a case that ended %s would do nothing",
    (how) => {
      expect(
        would({ creations: [row], cases: [{ ...open, end: { at: "2026-11-25T00:00:00Z", how, detail: "" } }] }),
      ).toEqual([]);
    },
  );

  test("what would be deleted", () => {
    const end = { at: "2026-11-25T00:00:00Z", how: "would-delete", detail: "" } as const;
    expect(would({ cases: [{ ...open, end }] })).toEqual([["delete", end.at]]);
  });

  test("in the mode enforce what is open is under way", () => {
    expect(would({ creations: [row], cases: [open] }, settings)).toEqual([]);
  });

  test("a kind that nothing is done to", () => {
    expect(would({ creations: [creationOf("m", "Model", "unowned")] })).toEqual([]);
  });
});

test.each([["told"], ["grouped"], ["waiting"], ["failed"]] as const)(
  "a notice that is %s was not held back",
  (state) => {
    expect(would({ notices: [outboxRow("n", "Model", state)] })).toEqual([]);
  },
);
