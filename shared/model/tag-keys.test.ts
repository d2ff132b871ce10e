import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { settingsSchema } from "./settings.ts";
import { isSamePrincipalKey, lookalikeOf, nameOf, ownerTagOf, tagKeysOf, tagsOfOwner } from "./tag-keys.ts";

const settingsOf = (tags: object) =>
  settingsSchema.parse({ mode: "observe", region: "us-east-1", tags, teams: {}, people: {} });
const keysOf = (tags: object) => tagKeysOf(settingsOf(tags));

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

const cost = { team: "CostTeam", studiouserid: "StudioUser" };
const swapped = { team: "studiouserid", studiouserid: "team" };

describe("whose key it is", () => {
  test.each([
    ["CostTeam", cost, "team", undefined],
    ["StudioUser", cost, "studiouserid", undefined],
    ["costteam", cost, undefined, "team"],
    ["STUDIOUSER", cost, undefined, "studiouserid"],
    ["team", cost, undefined, undefined],
    ["StudioUserId", cost, undefined, undefined],
    ["", cost, undefined, undefined],
    ["team", swapped, "studiouserid", undefined],
    ["TEAM", swapped, undefined, "studiouserid"],
    ["\u212aosten", { ...cost, team: "Kosten" }, undefined, "team"],
  ])("%s of %j", (key, keys, tag, like) => {
    expect([ownerTagOf(key, keys), lookalikeOf(key, keys)]).toEqual([tag, like]);
  });

  test.each([
    ["CostTeam", "team"],
    ["project", "project"],
    ["team", undefined],
    ["costteam", undefined],
    ["toString", undefined],
  ])("%s is named %s", (key, name) => {
    expect(nameOf(key, settingsOf({ team: { key: "CostTeam" }, project: {} }))).toBe(name);
  });
});

test("the case of a principal's key does not count, another letter does", () => {
  fc.assert(fc.property(fc.stringMatching(/^[ -~]{1,20}$/), (key) => isSamePrincipalKey(key.toUpperCase(), key)));
  expect(isSamePrincipalKey("\u212aosten", "kosten")).toBe(false);
});

test("an owner stands for the tags that are proven, under their keys", () => {
  const evidence = { resolver: "role-tags", field: "", strength: "proven" } as const;
  const owner = { team: { value: "TeamA", evidence }, studiouserid: null };
  expect({ ...tagsOfOwner(owner, cost) }).toEqual({ CostTeam: "TeamA" });
  expect(Object.entries(tagsOfOwner(owner, { ...cost, team: "__proto__" }))).toEqual([["__proto__", "TeamA"]]);
});
