import { expect, test } from "@jest/globals";
import { isSameKey, otherCase, principalTags, tagValue, without } from "./tags.ts";

test("keys mind no case", () => {
  expect(isSameKey("Team", "tEAM")).toBe(true);
  expect(tagValue({ Team: "TeamA" }, "team")).toBe("TeamA");
  expect(tagValue({}, "team")).toBeUndefined();
  expect(without({ Team: "TeamA", TEAMS: "x" }, "team")).toEqual({ TEAMS: "x" });
});

test("a session's tag takes the place of its role's, in whatever case", () => {
  expect(principalTags({ team: "TeamA", project: "x" }, { TEAM: "TeamB" })).toEqual({ project: "x", TEAM: "TeamB" });
});

test.each([
  ["team", "TEAM"],
  ["CostTeam", "COSTTEAM"],
  ["TEAM", "team"],
])("another spelling of %s: %s", (key, other) => {
  expect(otherCase(key)).toBe(other);
});
