import { describe, expect, test } from "@jest/globals";
import { callRecord, seenOf, settingsWith } from "../../../vendors/watch/example-acts.ts";
import type { RoleState } from "../../../vendors/watch/state.ts";
import { isNewIn, passes, reaches } from "./crossing.ts";

const settings = settingsWith({});
const seen = (record: object, before?: RoleState) =>
  seenOf(record, before === undefined ? { settings } : { settings, before });
const users = callRecord("iam", "ListUsers", null);
const first = seen(users);
const second = seen(
  { ...callRecord("iam", "ListRoles", null), eventID: "44444444-0000-4000-8000-000000000002" },
  first.after,
);
const again = seen({ ...users, eventID: "44444444-0000-4000-8000-000000000003" }, second.after);

describe("distinct values", () => {
  test("reach a number once", () => {
    expect([first, second, again].map((one) => reaches(one, "discovery", 2))).toEqual([false, true, false]);
  });

  test("are new once", () => {
    expect([first, second, again].map((one) => isNewIn(one, "discovery"))).toEqual([true, true, false]);
  });
});

test("a count passes a number once, and an unknown measure never", () => {
  const removal = callRecord("s3", "DeleteObject", { bucketName: "b", key: "k" });
  const one = seen(removal);
  const two = seen({ ...removal, eventID: "44444444-0000-4000-8000-000000000004" }, one.after);
  expect([one, two].map((each) => passes(each, "deletions", 1))).toEqual([false, true]);
  expect(passes(two, "nothing", 0)).toBe(false);
});
