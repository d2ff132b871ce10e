import { expect, test } from "@jest/globals";
import { account, rolePrincipal, settings } from "../../test/fixtures.ts";
import type { SeenProfileUrl } from "../detect/rule.ts";
import type { Finding } from "../model/finding.ts";
import { profileUrlNotices } from "./profile-url-notices.ts";

const arn = `arn:aws:sagemaker:us-east-1:${account}:user-profile/d-1/alice`;
const seen: SeenProfileUrl = {
  asked: {
    ...{ type: "profile-url", eventId: "e-1", eventName: "CreatePresignedDomainUrl", at: "2026-11-22T10:00:00Z" },
    ...{ account, region: "us-east-1", partition: "aws", principal: rolePrincipal() },
    resource: { arn, kind: "UserProfile" },
  },
  profile: { name: "alice", studiouserid: "alice" },
  asker: "bob",
};
const finding: Finding = { rule: "r", severity: "critical", subject: arn, detail: "d", remediation: "m" };
const notices = (change: Partial<SeenProfileUrl> = {}) =>
  profileUrlNotices({ ...seen, ...change }, [finding], settings, "2026-11-22T10:01:00Z");

test("to the owner, by the id of the request", () => {
  expect(notices()).toMatchObject([{ id: `profile-url#${arn}#e-1`, team: "TeamA", studiouserid: "alice" }]);
});

test("refused ones by the day", () => {
  const [notice] = notices({ asked: { ...seen.asked, refused: "AccessDenied" } });
  expect(notice?.id).toMatch(/assumed-role\/DataScience\/run-7#2026-11-22$/);
});

test("of a person who is in no directory: to nobody's team", () => {
  expect(notices({ profile: { name: "x", studiouserid: "__proto__" } })[0]?.team).toBeUndefined();
});

test("nothing found, nothing told", () => {
  expect(profileUrlNotices(seen, [], settings, "2026-11-22T10:01:00Z")).toEqual([]);
});
