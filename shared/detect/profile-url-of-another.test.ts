import { describe, expect, test } from "@jest/globals";
import { account, rolePrincipal } from "../../test/fixtures.ts";
import { profileUrlOfAnother } from "./profile-url-of-another.ts";
import { findingsOf, type SeenProfileUrl } from "./rule.ts";

const arn = `arn:aws:sagemaker:us-east-1:${account}:user-profile/d-1/alice`;
const perfect: SeenProfileUrl = {
  asked: {
    type: "profile-url",
    ...{ eventId: "1", eventName: "CreatePresignedDomainUrl", at: "2026-11-22T10:00:00Z" },
    ...{ account, region: "us-east-1", partition: "aws", principal: rolePrincipal() },
    resource: { arn, kind: "UserProfile" },
  },
  profile: { name: "alice", studiouserid: "alice" },
  asker: "alice",
};
const refused = { ...perfect.asked, refused: "AccessDenied" };

describe("clean", () => {
  test.each<[string, Partial<SeenProfileUrl>]>([
    ["the owner's own", {}],
    ["the owner's own, refused", { asked: refused }],
    ["nobody proven, refused", { asker: null, asked: refused }],
  ])("%s", (_, change) => {
    expect(profileUrlOfAnother.detect({ ...perfect, ...change })).toEqual([]);
  });
});

test.each<[string, Partial<SeenProfileUrl>, string, string]>([
  ["another's", { asker: "bob" }, "critical", "was given the address of the profile alice, which is alice's"],
  ["another's, refused", { asker: "bob", asked: refused }, "medium", "was refused (AccessDenied) the address"],
  ["nobody proven", { asker: null }, "medium", "whom nothing proves to be a person, was given the address"],
  ["a profile of nobody", { profile: { name: "alice", studiouserid: null } }, "critical", "which is nobody's"],
])("%s", (_, change, severity, words) => {
  expect(findingsOf([profileUrlOfAnother], { ...perfect, ...change }, arn)).toEqual([
    expect.objectContaining({ severity, detail: expect.stringContaining(words) }),
  ]);
});
