import { expect, test } from "@jest/globals";
import { settingsSchema } from "./settings.ts";
import { tagKeysOf } from "./tag-keys.ts";

const keysOf = (tags: object) =>
  tagKeysOf(settingsSchema.parse({ mode: "observe", region: "us-east-1", tags, teams: {}, people: {} }));

test.each([
  ["their names", { team: { values: "teams" } }, { team: "team", studiouserid: "studiouserid", project: "project" }],
  [
    "one renamed",
    { team: { key: "CostTeam" } },
    { team: "CostTeam", studiouserid: "studiouserid", project: "project" },
  ],
  [
    "all renamed",
    { team: { key: "a" }, studiouserid: { key: "b" }, project: { key: "c" } },
    { team: "a", studiouserid: "b", project: "c" },
  ],
])("%s", (_, tags, keys) => {
  expect(keysOf(tags)).toEqual(keys);
});
