import { expect, test } from "@jest/globals";
import { fakeClient } from "../../test/fake-client.ts";
import { studioCalls } from "./sagemaker-studio.ts";

const fixture = (table: Parameters<typeof fakeClient>[0]) => {
  const client = fakeClient(table);
  let calls = 0;
  return {
    ...studioCalls({ onCall: () => void calls++, clientFor: () => client }),
    sent: client.sent,
    calls: () => calls,
  };
};

const alice = { region: "us-east-1", domainId: "d-1", name: "alice" };

test("only profiles of exactly the name count, in all domains and on all pages", async () => {
  const { profilesNamed, sent, calls } = fixture({
    ListUserProfiles: [
      {
        UserProfiles: [
          { DomainId: "d-1", UserProfileName: "alice" },
          { DomainId: "d-1", UserProfileName: "alice-2" },
          { DomainId: "d-1", UserProfileName: "Alice" },
        ],
        NextToken: "next",
      },
      { UserProfiles: [{ DomainId: "d-2", UserProfileName: "alice" }] },
    ],
  });
  expect(await profilesNamed("us-east-1", "alice")).toEqual([alice, { ...alice, domainId: "d-2" }]);
  expect(sent[0]?.input).toEqual({ UserProfileNameContains: "alice", MaxResults: 100 });
  expect(calls()).toBe(2);
});

test("after two pages nobody can say that a name is unique", async () => {
  const { profilesNamed, calls } = fixture({
    ListUserProfiles: { UserProfiles: [{ DomainId: "d-1", UserProfileName: "alice" }], NextToken: "next" },
  });
  expect(await profilesNamed("us-east-1", "alice")).toBeUndefined();
  expect(calls()).toBe(2);
});

test("no profiles at all", async () => {
  expect(await fixture({ ListUserProfiles: {} }).profilesNamed("us-east-1", "alice")).toEqual([]);
});

test("a profile's ARN and role", async () => {
  const { describeProfile, sent } = fixture({
    DescribeUserProfile: { UserProfileArn: "arn:p", UserSettings: { ExecutionRole: "role" } },
  });
  expect(await describeProfile(alice)).toEqual({ arn: "arn:p", executionRole: "role" });
  expect(sent[0]?.input).toEqual({ DomainId: "d-1", UserProfileName: "alice" });
});

test("a profile without settings has no role of its own", async () => {
  const { describeProfile } = fixture({ DescribeUserProfile: { UserProfileArn: "arn:p" } });
  expect(await describeProfile(alice)).toEqual({ arn: "arn:p", executionRole: undefined });
});

test.each([
  ["a private space", { OwnershipSettings: { OwnerUserProfileName: "alice" } }, "alice"],
  ["a shared space", {}, undefined],
])("%s", async (_, answer, ownerProfile) => {
  const { describeSpace, sent } = fixture({ DescribeSpace: { SpaceArn: "arn:s", ...answer } });
  expect(await describeSpace(alice)).toEqual({ arn: "arn:s", ownerProfile });
  expect(sent[0]?.input).toEqual({ DomainId: "d-1", SpaceName: "alice" });
});

test("a domain's roles", async () => {
  const { describeDomain } = fixture({
    DescribeDomain: {
      DefaultUserSettings: { ExecutionRole: "users" },
      DefaultSpaceSettings: { ExecutionRole: "spaces" },
    },
  });
  expect(await describeDomain("us-east-1", "d-1")).toEqual({ profileRole: "users", spaceRole: "spaces" });
});

test("a domain without defaults has none", async () => {
  const { describeDomain } = fixture({ DescribeDomain: {} });
  expect(await describeDomain("us-east-1", "d-1")).toEqual({ profileRole: undefined, spaceRole: undefined });
});
