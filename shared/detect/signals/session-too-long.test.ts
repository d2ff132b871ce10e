import { expect, test } from "@jest/globals";
import { assumeRecord, says, settingsWith } from "../../vendors/watch/example-acts.ts";
import { sessionTooLong } from "./session-too-long.ts";

const taken = (durationSeconds: unknown, expiration?: string) => ({
  ...assumeRecord,
  requestParameters: { ...assumeRecord.requestParameters, durationSeconds },
  responseElements: { credentials: { accessKeyId: "ASIAX", expiration } },
});

test.each([
  ["an hour", taken(3_600), 0],
  ["an hour, told a moment later", taken(undefined, "Jul 1, 2026, 11:00:30 AM"), 0],
  ["two hours", taken(7_200), 1],
  ["two hours, as text", taken("7200"), 1],
  ["the expiry, an hour later", taken(undefined, "Jul 1, 2026, 11:00:00 AM"), 0],
  ["the expiry, two hours later", taken(undefined, "Jul 1, 2026, 12:00:00 PM"), 1],
  ["the expiry without the second comma", taken(undefined, "Jul 1, 2026 12:00:00 PM"), 1],
  ["the expiry with a narrow blank", taken(undefined, "Jul 1, 2026, 12:00:00\u202fPM"), 1],
])("%s", (_what, record, count) => expect(says(sessionTooLong, record)).toHaveLength(count));

test("says both lengths", () => {
  expect(says(sessionTooLong, taken(7_200))).toEqual(["a session of 120 minutes; the contract allows 60"]);
});

test.each([
  ["neither a duration nor an expiry", taken(undefined), {}],
  ["no contract", taken(7_200), { settings: settingsWith({}) }],
])("does not concern %s", (_what, record, seen) => expect(says(sessionTooLong, record, seen)).toBeUndefined());
