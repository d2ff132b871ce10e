import { expect, test } from "@jest/globals";
import { directoryTags } from "./directory-tags.ts";
import { settings } from "./fixture.ts";

test("team and person, under the account's keys", () => {
  expect({ ...directoryTags("alice", settings) }).toEqual({ CostTeam: "TeamA", studiouserid: "alice" });
});

test("the project, where people are kept apart by it", () => {
  const access = { isolateBy: ["team", "project"], projects: { TeamA: { churn: ["alice"] } } };
  expect({ ...directoryTags("alice", { ...settings, access: access as never }) }).toEqual({
    ...{ CostTeam: "TeamA", studiouserid: "alice", project: "churn" },
  });
});
