import { expect, test } from "@jest/globals";
import { callRecord, getObjectRecord, learntState, says, settingsWith } from "../../vendors/watch/example-acts.ts";
import { actionFirstSeen } from "./action-first-seen.ts";

const look = (record: object, seen: Parameters<typeof says>[2] = {}) =>
  says(actionFirstSeen, record, { before: learntState(), ...seen });

test("another action", () => {
  expect(look(callRecord("s3", "ListBuckets"))).toEqual(["s3:ListBuckets, for the first time"]);
  expect(look(callRecord("ec2", "RunInstances"), { settings: settingsWith({}) })).toHaveLength(1);
});
test("the usual", () => expect(look(getObjectRecord)).toEqual([]));
test("where the role is taken is no concern", () => expect(look(getObjectRecord, { how: "assumed" })).toBeUndefined());
