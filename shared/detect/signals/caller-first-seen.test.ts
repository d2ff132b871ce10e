import { expect, test } from "@jest/globals";
import { assumeRecord, getObjectRecord, learntState, says } from "../../vendors/watch/example-acts.ts";
import { callerFirstSeen } from "./caller-first-seen.ts";

const another = { ...assumeRecord, userIdentity: { ...assumeRecord.userIdentity, principalId: "AROAOTHER:x" } };
const before = learntState();

test.each([
  ["another principal of the vendor's", another, 1],
  [
    "another session of the same",
    { ...assumeRecord, userIdentity: { ...assumeRecord.userIdentity, principalId: "AROAVENDORSIDE:y" } },
    0,
  ],
])("%s", (_what, record, count) => expect(says(callerFirstSeen, record, { before })).toHaveLength(count));

test("what sessions do is no concern", () =>
  expect(says(callerFirstSeen, getObjectRecord, { before })).toBeUndefined());

test("while the role is learnt nothing is said", () => {
  expect(callerFirstSeen.learnt).toBe(true);
});
