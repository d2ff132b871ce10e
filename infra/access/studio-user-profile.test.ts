import { describe, expect, test } from "@jest/globals";
import { only } from "../constructs/fixture.ts";
import { studio } from "./fixture.ts";
import { StudioUserProfile, type StudioUserProfileProps } from "./studio-user-profile.ts";

const executionRole = "arn:aws:iam::111122223333:role/sagemaker/TeamB/x";
const profile = (change: Partial<StudioUserProfileProps> = {}) =>
  only(
    studio((stack, { tagKeys }) => {
      new StudioUserProfile(stack, "Bob", {
        ...{
          domainId: "d-abcdefghijkl",
          person: "bob",
          team: "TeamB",
          executionRoleArn: executionRole,
          tagKeys,
          ...change,
        },
      });
    }),
    "AWS::SageMaker::UserProfile",
  );

describe("a profile", () => {
  test("has the person's id for a name and a tag, and the team's execution role", () => {
    expect(profile()).toMatchObject({
      DeletionPolicy: "RetainExceptOnCreate",
      Properties: {
        ...{ DomainId: "d-abcdefghijkl", UserProfileName: "bob", UserSettings: { ExecutionRole: executionRole } },
        Tags: [
          { Key: "studiouserid", Value: "bob" },
          { Key: "team", Value: "TeamB" },
        ],
      },
    });
  });

  test("has the project's tag, where that is a border", () => {
    expect(profile({ project: "p1" }).Properties.Tags).toContainEqual({ Key: "project", Value: "p1" });
  });

  test("has renamed tags", () => {
    const tagKeys = { team: "CostTeam", studiouserid: "Person", project: "project" };
    expect(profile({ tagKeys }).Properties.Tags).toEqual([
      { Key: "CostTeam", Value: "TeamB" },
      { Key: "Person", Value: "bob" },
    ]);
  });

  test("is a user's of Identity Center, in a domain in SSO mode", () => {
    expect(profile({ singleSignOnUser: "bob" }).Properties).toMatchObject({
      ...{ SingleSignOnUserIdentifier: "UserName", SingleSignOnUserValue: "bob" },
    });
  });

  test("goes with its stack where that is wanted", () => {
    expect(profile({ isKept: false }).DeletionPolicy).toBe("Delete");
  });
});
