import { expect, test } from "@jest/globals";
import { getObjectRecord, role, seenOf } from "../../../vendors/watch/example-acts.ts";
import { emptyState } from "../../../vendors/watch/state.ts";
import { isOurs, isPropagating, isSagewarden, secondsContained } from "./containment.ts";

test.each([
  ["SagewardenDenyEverything", true],
  ["SagewardenRevokeOlderSessions", true],
  ["AWSRevokeOlderSessions", false],
  [undefined, false],
])("the policy %s is ours: %s", (policy, is) => expect(isOurs(policy)).toBe(is));

test.each([
  ["2026-07-01T10:02:00Z", 180],
  ["2026-07-01T10:06:00Z", undefined],
])("contained at %s: for %s seconds", (at, seconds) => {
  const before = { ...emptyState(role), contained: { at, newSessions: "denied" as const } };
  expect(secondsContained(seenOf(getObjectRecord, { before }))).toBe(seconds);
});

test("never contained", () => expect(secondsContained(seenOf(getObjectRecord))).toBeUndefined());
test("the vendor is not Sagewarden", () => expect(isSagewarden(seenOf(getObjectRecord))).toBe(false));

const contained = { at: "2026-07-01T10:02:00Z", newSessions: "denied" as const };
test.each([
  ["the containment itself", "2026-07-01T10:02:10Z", undefined, true],
  ["long after it", "2026-07-01T10:05:00Z", undefined, false],
  ["what was put back", "2026-07-01T10:05:00Z", "2026-07-01T10:04:55Z", true],
  ["before it was put back", "2026-07-01T10:04:50Z", "2026-07-01T10:04:55Z", false],
])("IAM may still be applying %s", (_what, eventTime, again, is) => {
  const before = { ...emptyState(role), contained: { ...contained, ...(again && { again }) } };
  expect(isPropagating(seenOf({ ...getObjectRecord, eventTime }, { before }))).toBe(is);
});
