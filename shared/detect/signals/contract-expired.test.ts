import { expect, test } from "@jest/globals";
import { assumeRecord, getObjectRecord, says, vendorSettings } from "../../vendors/watch/example-acts.ts";
import { contractExpired } from "./contract-expired.ts";

const at = (eventTime: string, record: object = getObjectRecord) => ({ ...record, eventTime });

test.each([
  ["on the last day", at("2027-12-31T23:59:59Z"), 0],
  ["the day after", at("2028-01-01T00:00:00Z"), 1],
  ["the day after, where the role is taken", at("2028-01-01T00:00:00Z", assumeRecord), 1],
])("%s", (_what, record, count) => expect(says(contractExpired, record)).toHaveLength(count));

test("a contract without an end is no concern", () => {
  expect(
    says(contractExpired, at("2028-01-01T00:00:00Z"), { settings: vendorSettings({ expires: undefined }) }),
  ).toBeUndefined();
});
