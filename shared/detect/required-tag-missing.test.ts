import { expect, test } from "@jest/globals";
import { aliceProven, creation, settings, withSettings } from "../../test/fixtures.ts";
import { requiredTagMissing } from "./required-tag-missing.ts";
import type { SeenCreation } from "./rule.ts";

const perfect: SeenCreation = { creation, attribution: aliceProven, current: {}, settings };
const rule = { required: true, guarded: false, values: ["p1", "p2"] };
const strict = withSettings({ tags: { ...settings.tags, project: rule } });

test.each([
  ["team and studiouserid are other rules", {}, undefined],
  ["absent", { settings: strict }, ["project is missing"]],
  ["present, even empty", { settings: strict, current: { project: "" } }, []],
  [
    "inherited names are not tags",
    { settings: withSettings({ tags: { ...settings.tags, toString: rule } }) },
    ["toString is missing"],
  ],
  [
    "absent under its key",
    {
      settings: withSettings({ tags: { ...settings.tags, project: { ...rule, key: "Cost" } } }),
      current: { project: "p1" },
    },
    ["Cost is missing"],
  ],
  [
    "not required",
    { settings: withSettings({ tags: { ...settings.tags, project: { ...rule, required: false } } }) },
    undefined,
  ],
] as const)("%s", (_, change, expected) => {
  expect(requiredTagMissing.detect({ ...perfect, ...(change as object) })).toEqual(expected);
});
