import { describe, expect, test } from "@jest/globals";
import { settingsSchema } from "../shared/model/settings.ts";
import { meanings } from "../shared/settings/meanings.ts";
import { settingRows } from "./settings-rows.ts";

const rows = settingRows(settingsSchema);
const row = (path: string) => rows.find((one) => one.path === path);

test("every setting has a meaning, and every meaning a setting", () => {
  expect(Object.keys(meanings).toSorted()).toEqual(rows.map(({ path }) => path).toSorted());
});

describe("what is said of a setting", () => {
  test.each([
    ["mode", { allowed: "observe, tag, enforce", required: true, fallback: undefined }],
    ["people.*.team", { allowed: "text", required: true, fallback: undefined }],
    ["people.*.left", { allowed: "a date such as 2027-06-30", required: false, fallback: undefined }],
    [
      "unowned.remindAfter",
      { allowed: "an ISO 8601 duration such as PT4H or P1D", required: false, fallback: '"PT4H"' },
    ],
    ["limits.burst.roles", { allowed: "a whole number", required: false, fallback: "3" }],
    ["exemptions[].reason", { allowed: "text", required: true, fallback: undefined }],
    ["connections", { allowed: "a map, or a list: a map", required: false, fallback: "{}" }],
    ["connections.*.access", { allowed: "read, write", required: false, fallback: '"read"' }],
  ])("%s", (path, expected) => {
    expect(row(path)).toEqual({ path, ...expected });
  });
});
