import { expect, test } from "@jest/globals";
import type { Settings } from "#shared/model/settings.ts";
import { aliceProven, costKeys, settings, withKeys, withSettings } from "../../test/fixtures.ts";
import { creationOf, week } from "./fixture.ts";
import { linesThatTurnOn } from "./turn-on.ts";
import { wouldHave } from "./would.ts";

const lines = (by: Settings, seen = week) => linesThatTurnOn(seen, wouldHave(seen, by), by);

test("after a week in observe: the mode, and the kind that nothing is done to", () => {
  expect(lines(withSettings({ mode: "observe" }))).toEqual([
    {
      line: "mode: tag",
      count: 4,
      effect: "2 resources would have been tagged, 2 notices sent; nothing stopped or deleted",
    },
    { line: "mode: enforce", count: 1, effect: "the same, and 1 resource would have been stopped, 0 deleted" },
  ]);
});

test("in the mode tag only the acts are left", () => {
  expect(lines(withSettings({ mode: "tag" })).map(({ line }) => line)).toEqual(["mode: enforce"]);
});

test("in the mode enforce nothing is held back by it", () => {
  expect(lines(settings).map(({ line }) => line)).toEqual([]);
});

test("a tag with a mode of its own names its own line", () => {
  const own = withSettings({ tags: { ...settings.tags, team: { ...settings.tags.team, mode: "observe" } } as never });
  const seen = {
    ...week,
    cases: [],
    notices: [],
    creations: [creationOf("a", "Model", "observed", { intent: { team: "TeamA" } })],
  };
  expect(lines(own, seen)).toEqual([
    { line: "tags.team.mode: tag", count: 1, effect: "team would have been written to 1 resource" },
  ]);
});

test("a line has the tag's name, the words its key", () => {
  const { tags } = withKeys(costKeys);
  const own = withSettings({ tags: { ...tags, team: { ...tags.team, mode: "observe" } } as never });
  const proven = creationOf("a", "Model", "unowned", {
    owner: { ...aliceProven.owner, studiouserid: null },
    intent: {},
  });
  const { taggedAt: _, ...held } = proven;
  const seen = { ...week, cases: [], notices: [], creations: [held] };
  expect(wouldHave(seen, own)).toMatchObject([{ what: "tag", detail: "CostTeam=TeamA", line: "tags.team.mode: tag" }]);
  expect(lines(own, seen)).toMatchObject([
    { line: "tags.team.mode: tag", count: 1, effect: "CostTeam would have been written to 1 resource" },
  ]);
});

test("a kind that something could be done to", () => {
  const none = withSettings({ unowned: { ...settings.unowned, action: "none" } });
  const seen = {
    ...week,
    cases: [],
    notices: [],
    creations: ["a", "b"].map((id) => creationOf(id, "Endpoint", "unowned")),
  };
  expect(lines(none, seen)).toEqual([
    {
      line: "unowned.perKind.Endpoint.action: delete",
      count: 2,
      effect: "2 of kind Endpoint without an owner would be deleted after P1D, in the mode enforce",
    },
  ]);
});

test("no line promises what loses data, or what AWS has no call for", () => {
  const seen = { ...week, cases: [], notices: [], creations: [creationOf("m", "Model", "unowned")] };
  expect(lines(settings, seen)).toEqual([]);
});

test("what the sweep found has its own line, and none where nothing could be done", () => {
  const found = ["NotebookInstance", "Model"].map((kind) =>
    creationOf(kind, kind, "unowned", { announcedBy: "sweep" }),
  );
  expect(lines(settings, { ...week, cases: [], notices: [], creations: found })).toEqual([
    {
      line: "unowned.existing: act",
      count: 1,
      effect: "1 resource that the sweep found without an owner would be treated like new ones",
    },
  ]);
});
