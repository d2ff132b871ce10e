import { expect, test } from "@jest/globals";
import { aliceProven, costKeys, creation, settings, withKeys, withSettings } from "../../test/fixtures.ts";
import type { SeenCreation } from "./rule.ts";
import { tagValueNotAllowed } from "./tag-value-not-allowed.ts";

const perfect: SeenCreation = { creation, attribution: aliceProven, current: {}, settings };
const rule = { required: true, guarded: false, values: ["p1", "p2"] };
const strict = withSettings({ tags: { ...settings.tags, project: rule } });

test.each([
  ["no further tags", { current: { team: "Nonsense" } }, []],
  ["allowed", { settings: strict, current: { project: "p1" } }, []],
  [
    "not allowed",
    { settings: strict, current: { project: "p3" } },
    ["project is p3, which is not one of the allowed values"],
  ],
  ["absent is another rule", { settings: strict }, []],
  [
    "any value will do",
    {
      settings: withSettings({ tags: { ...settings.tags, note: { required: false, guarded: false } } }),
      current: { note: "x" },
    },
    [],
  ],
  [
    "under another key",
    {
      settings: withSettings({ tags: { ...settings.tags, project: { ...rule, key: "Cost" } } }),
      current: { Cost: "p3", project: "p4" },
    },
    ["Cost is p3, which is not one of the allowed values"],
  ],
  ["the keys of team and studiouserid", { settings: withKeys(costKeys), current: { CostTeam: "Nonsense" } }, []],
  [
    "a tag that holds a team",
    {
      settings: withSettings({ tags: { ...settings.tags, payer: { ...rule, values: "teams" } } }),
      current: { payer: "TeamC" },
    },
    ["payer is TeamC, which is not one of the allowed values"],
  ],
] as const)("%s", (_, change, expected) => {
  expect(tagValueNotAllowed.detect({ ...perfect, ...(change as object) })).toEqual(expected);
});
