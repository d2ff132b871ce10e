import { expect, test } from "@jest/globals";
import { assumeRecord, seenOf, settingsWith, vendorSettings } from "../../vendors/watch/example-acts.ts";
import { sessionTagsOffContract } from "./session-tags-off-contract.ts";

const tagged = (...keys: string[]) => ({
  ...assumeRecord,
  requestParameters: { ...assumeRecord.requestParameters, tags: keys.map((key) => ({ key, value: "x" })) },
});
const look = (record: object, seen: Parameters<typeof seenOf>[1] = {}) => {
  const shown = seenOf(record, seen);
  const told = sessionTagsOffContract.detect(shown);
  return told?.length ? [told[0], sessionTagsOffContract.severityOf?.(shown)] : told;
};

test("a tag that nobody agreed to", () => {
  expect(look(tagged("run"))).toEqual([expect.stringContaining("the tags run,"), "medium"]);
});
test.each([
  ["its key", {}, "studiouserid", "high"],
  ["another spelling of it", {}, "StudioUserId", "high"],
  ["the key that the settings choose", { key: "Owner" }, "OWNER", "high"],
  ["its name, where the settings choose another key", { key: "Owner" }, "studiouserid", "medium"],
])("a tag that decides who owns what: %s", (_, change, key, severity) => {
  const settings = vendorSettings({});
  const tags = { ...settings.tags, studiouserid: { required: true, guarded: true, ...change } };
  expect(look(tagged("run", key), { settings: { ...settings, tags } })?.[1]).toBe(severity);
});
test("none", () => expect(look(assumeRecord)).toEqual([]));
test("an agreed one", () => {
  expect(look(tagged("run"), { settings: vendorSettings({ sessionTags: ["run"] }) })).toEqual([]);
});
test.each([
  ["no contract", tagged("run"), { settings: settingsWith({}) }],
  ["a denied call", { ...tagged("run"), errorCode: "AccessDenied" }, {}],
])("does not concern %s", (_what, record, seen) => expect(look(record, seen)).toBeUndefined());
