import { expect, test } from "@jest/globals";
import {
  assumeRecord,
  callRecord,
  getObjectRecord,
  ownIdentity,
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
const again = (at: string) => ({
  before: {
    ...emptyState(role),
    contained: { at: "2026-07-01T10:02:00Z", newSessions: "denied" as const, again: at },
  },
});
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
  ["within the seconds that IAM needs", { ...getObjectRecord, eventTime: "2026-07-01T10:02:15Z" }, denied, 0],
  ["after them", { ...getObjectRecord, eventTime: "2026-07-01T10:02:16Z" }, denied, 1],
  ["within those after it was put back", getObjectRecord, again("2026-07-01T10:04:50Z"), 0],
  ["after those, too", getObjectRecord, again("2026-07-01T10:04:40Z"), 1],
  ["before it was put back: it had been undone", getObjectRecord, again("2026-07-01T10:05:01Z"), 1],
  ["what no policy denies", callRecord("sts", "GetCallerIdentity"), denied, 0],
  ["an old session, where old ones were revoked", getObjectRecord, contained("allowed"), 1],
  ["a new session, where old ones were revoked", newSession, contained("allowed"), 0],
  ["a new session, where all are denied", newSession, denied, 1],
])("%s", (_what, record, seen, count) => expect(says(actAfterContainment, record, seen)).toHaveLength(count));

test.each([
  ["denied", { ...getObjectRecord, errorCode: "AccessDenied" }, denied],
  ["before it", getObjectRecord, contained("denied", "2026-07-01T10:06:00Z")],
  ["no containment", getObjectRecord, {}],
  ["a function of ours", { ...getObjectRecord, userIdentity: ownIdentity("sagewarden-contain-vendor") }, denied],
])("does not concern %s", (_what, record, seen) => expect(says(actAfterContainment, record, seen)).toBeUndefined());
