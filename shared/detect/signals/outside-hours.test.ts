import { expect, test } from "@jest/globals";
import { getObjectRecord, says, vendorSettings } from "../../vendors/watch/example-acts.ts";
import { outsideHours } from "./outside-hours.ts";

const at = (eventTime: string) => ({ ...getObjectRecord, eventTime });
const night = { settings: vendorSettings({ hours: { from: "22:00", to: "04:00", days: ["mon"] } }) };

test.each([
  ["Wednesday morning", at("2026-07-01T06:00:00Z"), {}, 0],
  ["Wednesday before it", at("2026-07-01T05:59:59Z"), {}, 1],
  ["Wednesday evening, when it ends", at("2026-07-01T20:00:00Z"), {}, 1],
  ["Sunday", at("2026-07-05T10:00:00Z"), {}, 1],
  ["Monday night", at("2026-07-06T23:00:00Z"), night, 0],
  ["the Tuesday that Monday's night ends in", at("2026-07-07T03:59:00Z"), night, 0],
  ["the Monday before its night", at("2026-07-06T03:00:00Z"), night, 1],
  ["Tuesday night", at("2026-07-07T23:00:00Z"), night, 1],
])("%s", (_what, record, seen, count) => expect(says(outsideHours, record, seen)).toHaveLength(count));

test("says when, and what was agreed", () => {
  expect(says(outsideHours, at("2026-07-05T10:00:00Z"))).toEqual([
    "at 10:00 UTC on sun; the contract says 06:00 to 20:00, mon tue wed thu fri",
  ]);
});

test.each([
  ["no hours", { settings: vendorSettings({ hours: undefined }) }],
  ["whoever changes the role", { how: "changed" }],
] as const)("does not concern %s", (_what, seen) =>
  expect(says(outsideHours, at("2026-07-05T10:00:00Z"), seen)).toBeUndefined(),
);
