import { expect, test } from "@jest/globals";
import { assumeRecord, seenOf, settingsWith } from "../../vendors/watch/example-acts.ts";
import { sessionNobodyRegistered } from "./session-nobody-registered.ts";

const nobody = { settings: settingsWith({}), contract: undefined };
const look = (record: object, change: object = {}) => {
  const seen = seenOf(record, { ...nobody, ...change });
  return { found: sessionNobodyRegistered.detect(seen), severity: sessionNobodyRegistered.severityOf?.(seen) };
};

test("another account takes a role that no contract names", () => {
  expect(look(assumeRecord)).toEqual({ found: [expect.stringContaining("999988887777")], severity: "high" });
});

test("a service of AWS, in an account of AWS", () => {
  const userIdentity = { ...assumeRecord.userIdentity, invokedBy: "quicksight.amazonaws.com" };
  expect(look({ ...assumeRecord, userIdentity }).severity).toBe("low");
});

test.each([
  ["a role with a contract", assumeRecord, { settings: undefined, contract: seenOf(assumeRecord).watched.contract }],
  [
    "an account of the organisation",
    assumeRecord,
    { settings: { ...settingsWith({}), organization: { accounts: ["999988887777"] } } },
  ],
  ["a denied call", { ...assumeRecord, errorCode: "AccessDenied" }, {}],
  ["what a session does", assumeRecord, { how: "session" }],
])("does not concern %s", (_what, record, change) => expect(look(record, change).found).toBeUndefined());
