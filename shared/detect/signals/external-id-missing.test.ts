import { expect, test } from "@jest/globals";
import { assumeRecord, says, settingsWith } from "../../vendors/watch/example-acts.ts";
import { externalIdMissing } from "./external-id-missing.ts";

const { externalId, ...without } = assumeRecord.requestParameters;
const asked = (requestParameters: object | null, change: object = {}) => ({
  ...assumeRecord,
  requestParameters,
  ...change,
});

test.each([
  ["with it", assumeRecord, 0],
  ["in another spelling", asked({ ...without, externalID: "x" }), 0],
  ["without", asked(without), 1],
])("%s", (_what, record, count) => expect(says(externalIdMissing, record)).toHaveLength(count));

test("its value is never told", () => {
  expect(JSON.stringify(says(externalIdMissing, asked(without)))).not.toContain(externalId);
});

test.each([
  ["no parameters at all", asked(null), {}],
  ["parameters that were cut off", asked({ omitted: true }), {}],
  ["no contract", asked(without), { settings: settingsWith({}) }],
  [
    "an own role",
    asked(without, { userIdentity: { type: "AssumedRole", accountId: "111122223333" } }),
    { how: "assumed" },
  ],
  ["a denied call", asked(without, { errorCode: "AccessDenied" }), {}],
] as const)("does not concern %s", (_what, record, seen) =>
  expect(says(externalIdMissing, record, seen)).toBeUndefined(),
);
