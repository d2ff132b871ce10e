import { expect, test } from "@jest/globals";
import { getObjectRecord, role, seenOf } from "../../vendors/watch/example-acts.ts";
import { emptyState } from "../../vendors/watch/state.ts";
import { deniedAfterContainment } from "./denied-after-containment.ts";

const before = { ...emptyState(role), contained: { at: "2026-07-01T10:02:00Z", newSessions: "denied" as const } };
const denied = {
  ...getObjectRecord,
  errorCode: "AccessDenied",
  errorMessage: "x is not authorized to perform: s3:GetObject with an explicit deny in an identity-based policy",
};

test("told, and once for each action", () => {
  const first = seenOf(denied, { before });
  expect(deniedAfterContainment.detect(first)).toEqual(["s3:GetObject was denied, as it should be"]);
  expect(deniedAfterContainment.detect(seenOf({ ...denied, eventID: "again" }, { before: first.after }))).toEqual([]);
});
test("denied for another reason", () => {
  expect(deniedAfterContainment.detect(seenOf({ ...denied, errorMessage: "no policy allows it" }, { before }))).toEqual(
    [],
  );
});
test("not contained, or not denied: no concern", () => {
  expect(deniedAfterContainment.detect(seenOf(denied))).toBeUndefined();
  expect(deniedAfterContainment.detect(seenOf(getObjectRecord, { before }))).toBeUndefined();
});
