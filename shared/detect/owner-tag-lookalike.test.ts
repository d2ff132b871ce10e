import { expect, test } from "@jest/globals";
import { aliceProven, costKeys, creation, settings, withKeys } from "../../test/fixtures.ts";
import { ownerTagLookalike } from "./owner-tag-lookalike.ts";
import type { SeenCreation } from "./rule.ts";

const perfect: SeenCreation = {
  creation,
  attribution: aliceProven,
  current: { team: "TeamA", studiouserid: "alice" },
  settings,
};

test.each([
  ["the real keys are clean", {}, []],
  ["another case", { StudioUserId: "bob" }, ["StudioUserId is set beside studiouserid"]],
  ["each of them", { TEAM: "x", Team: "y" }, ["TEAM is set beside team", "Team is set beside team"]],
  ["other keys do not concern it", { teams: "x" }, []],
])("%s", (_, tags, expected) => {
  expect(ownerTagLookalike.detect({ ...perfect, current: { ...perfect.current, ...tags } })).toEqual(expected);
});

test.each([
  ["of a key that the settings choose", { COSTTEAM: "x" }, ["COSTTEAM is set beside CostTeam"]],
  ["of a name that is no key", { Team: "x", StudioUserId: "bob" }, []],
])("a spelling %s", (_, current, expected) => {
  expect(ownerTagLookalike.detect({ ...perfect, settings: withKeys(costKeys), current })).toEqual(expected);
});
