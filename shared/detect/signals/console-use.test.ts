import { expect, test } from "@jest/globals";
import {
  account,
  callRecord,
  getObjectRecord,
  seenOf,
  settingsWith,
  vendorIdentity,
} from "../../vendors/watch/example-acts.ts";
import { consoleUse } from "./console-use.ts";

const signIn = (eventName: string, change: object = {}) => callRecord("signin", eventName, null, change);
const look = (record: object, seen: Parameters<typeof seenOf>[1] = {}) => {
  const shown = seenOf(record, seen);
  return [consoleUse.detect(shown)?.length, consoleUse.severityOf?.(shown)];
};
const asked = { settings: settingsWith({}), registered: false };
const inConsole = { ...getObjectRecord, sessionCredentialFromConsole: "true" };
const user = { type: "IAMUser", arn: `arn:aws:iam::${account}:user/x`, accountId: account };
const center = {
  ...vendorIdentity,
  sessionContext: {
    sessionIssuer: {
      type: "Role",
      principalId: "AROAX",
      arn: `arn:aws:iam::${account}:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin_1`,
    },
  },
};

test.each([
  ["a link to the console", signIn("GetSigninToken"), {}, 1, "high"],
  ["a sign-in", signIn("ConsoleLogin"), {}, 1, "high"],
  ["a session of the console", inConsole, {}, 1, "high"],
  [
    "a user without a second factor",
    signIn("ConsoleLogin", { userIdentity: user, additionalEventData: { MFAUsed: "No" } }),
    asked,
    1,
    "medium",
  ],
  [
    "a user with one",
    signIn("ConsoleLogin", { userIdentity: user, additionalEventData: { MFAUsed: "Yes" } }),
    asked,
    1,
    "low",
  ],
  [
    "somebody of Identity Center",
    signIn("ConsoleLogin", { userIdentity: center, additionalEventData: { MFAUsed: "No" } }),
    asked,
    1,
    "low",
  ],
  ["another role that nobody registered", signIn("GetSigninToken"), asked, 1, "medium"],
  ["their session of the console", inConsole, asked, 1, "low"],
  ["another operation", signIn("CheckMfa"), {}, 0, "high"],
  ["the SDK", getObjectRecord, {}, 0, "high"],
] as const)("%s", (_what, record, seen, count, severity) => {
  const [told, gravity] = look(record, seen);
  expect(told).toBe(count);
  if (count > 0) expect(gravity).toBe(severity);
});

test("a session of the console is told once", () => {
  const { after } = seenOf(inConsole);
  expect(consoleUse.detect(seenOf({ ...inConsole, eventID: "again" }, { before: after }))).toEqual([]);
});
