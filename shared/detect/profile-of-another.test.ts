import { expect, test } from "@jest/globals";
import { account, costKeys, creation, settings, unattributed, withKeys } from "../../test/fixtures.ts";
import { profileOfAnother } from "./profile-of-another.ts";
import type { SeenCreation } from "./rule.ts";

const arn = (name: string) => `arn:aws:sagemaker:us-east-1:${account}:user-profile/d-1/${name}`;
const seen = (name: string, current: Record<string, string>): SeenCreation => ({
  creation: { ...creation, eventName: "CreateUserProfile", resource: { arn: arn(name), kind: "UserProfile" } },
  attribution: unattributed,
  current,
  settings,
});

test.each<[string, SeenCreation, string[]]>([
  ["as it must be", seen("alice", { team: "TeamA", studiouserid: "alice" }), []],
  ["without tags, which other rules tell", seen("alice", {}), []],
  ["named after nobody", seen("churn", { studiouserid: "alice" }), []],
  ["a hostile name", seen("__proto__", { studiouserid: "alice" }), []],
  ["somebody else's", seen("alice", { team: "TeamA", studiouserid: "bob" }), ["studiouserid is bob, not alice"]],
  ["nobody's", seen("alice", { studiouserid: "" }), ["studiouserid is , not alice"]],
  ["another team's", seen("alice", { team: "TeamB", studiouserid: "alice" }), ["team is TeamB, not TeamA"]],
])("%s", (_, one, expected) => {
  const prefix = "the profile is named after alice, and ";
  expect(profileOfAnother.detect(one)).toEqual(expected.map((text) => prefix + text));
});

test("what is no profile does not concern it", () => {
  expect(profileOfAnother.detect({ ...seen("alice", {}), creation })).toBeUndefined();
});

test("the keys that the settings choose count, and no others", () => {
  const one = seen("alice", { team: "TeamB", studiouserid: "bob", CostTeam: "TeamA", StudioUser: "bob" });
  expect(profileOfAnother.detect({ ...one, settings: withKeys(costKeys) })).toEqual([
    "the profile is named after alice, and StudioUser is bob, not alice",
  ]);
});
