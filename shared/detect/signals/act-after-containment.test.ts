import { expect, test } from "@jest/globals";
import {
  assumeRecord,
  callRecord,
  getObjectRecord,
  role,
  says,
  vendorIdentity,
} from "../../vendors/watch/example-acts.ts";
import { emptyState } from "../../vendors/watch/state.ts";
import { actAfterContainment } from "./act-after-containment.ts";

const contained = (newSessions: "allowed" | "denied", at = "2026-07-01T10:02:00Z") => ({
  before: { ...emptyState(role), contained: { at, newSessions } },
});
const denied = contained("denied");
const newSession = {
  ...getObjectRecord,
  userIdentity: {
    ...vendorIdentity,
    sessionContext: { ...vendorIdentity.sessionContext, attributes: { creationDate: "2026-07-01T10:03:00Z" } },
  },
};

test.each([
  ["an object is read after it", getObjectRecord, denied, 1],
  ["the role is taken after it", { ...assumeRecord, eventTime: "2026-07-01T10:05:00Z" }, denied, 1],
  ["within the minute that IAM needs", { ...getObjectRecord, eventTime: "2026-07-01T10:02:50Z" }, denied, 0],
  ["what no policy denies", callRecord("sts", "GetCallerIdentity"), denied, 0],
  ["an old session, where old ones were revoked", getObjectRecord, contained("allowed"), 1],
  ["a new session, where old ones were revoked", newSession, contained("allowed"), 0],
  ["a new session, where all are denied", newSession, denied, 1],
])("%s", (_what, record, seen, count) => expect(says(actAfterContainment, record, seen)).toHaveLength(count));

test.each([
  ["denied", { ...getObjectRecord, errorCode: "AccessDenied" }, denied],
  ["before it", getObjectRecord, contained("denied", "2026-07-01T10:06:00Z")],
  ["no containment", getObjectRecord, {}],
])("does not concern %s", (_what, record, seen) => expect(says(actAfterContainment, record, seen)).toBeUndefined());
