import { expect, test } from "@jest/globals";
import { aliceProven, creation, settings } from "../../test/fixtures.ts";
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
