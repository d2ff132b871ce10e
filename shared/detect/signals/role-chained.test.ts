import { describe, expect, test } from "@jest/globals";
import { account, callRecord, seenOf, settingsWith } from "../../vendors/watch/example-acts.ts";
import { roleChained } from "./role-chained.ts";

const takes = (name: string, change: object = {}) =>
  callRecord("sts", "AssumeRole", { roleArn: `arn:aws:iam::${account}:role/${name}`, roleSessionName: "x" }, change);
const denied = { requestParameters: null, errorCode: "AccessDenied" };
const asked = { settings: settingsWith({}), registered: false };
const look = (record: object, seen: Parameters<typeof seenOf>[1] = {}) => {
  const shown = seenOf(record, { how: "session", ...seen });
  const told = roleChained.detect(shown);
  return told?.length ? [told[0], roleChained.severityOf?.(shown)] : told;
};

test("another role", () =>
  expect(look(takes("admin"))).toEqual([`took the role arn:aws:iam::${account}:role/admin`, "high"]));

test("denied: from the message", () => {
  const errorMessage = `User: x is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::${account}:role/admin`;
  expect(look(takes("admin", { ...denied, errorMessage }))).toEqual([
    expect.stringMatching(/^tried to take/),
    "medium",
  ]);
});

test("a role that the contract names", () => expect(look(takes("hub-7"))).toEqual([]));
test("itself again", () => expect(look(takes("vendor/auger/vendor-auger"))).toEqual([]));
test("who takes the vendor's role is no concern", () =>
  expect(look(takes("admin"), { how: "assumed" })).toBeUndefined());

describe("of somebody whom one only asked to judge", () => {
  test("a role of the account, the first time: low", () =>
    expect(look(takes("deploy"), asked)).toEqual([expect.anything(), "low"]));
  test("again: nothing", () => {
    const { after } = seenOf(takes("deploy"), { ...asked, how: "session" });
    expect(look(takes("deploy", { eventID: "again" }), { ...asked, before: after })).toEqual([]);
  });
  test("a role of another account: medium", () => {
    const record = callRecord("sts", "AssumeRole", { roleArn: "arn:aws:iam::444455556666:role/x" });
    expect(look(record, asked)).toEqual([expect.anything(), "medium"]);
  });
});
