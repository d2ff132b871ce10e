import { describe, expect, test } from "@jest/globals";
import { answer, unattributed } from "../../test/fixtures.ts";
import type { Attribution, Conflict } from "../model/owner.ts";
import { directoryOf } from "./directory.ts";
import { sageMakerArn, settingsWith } from "./fixtures.ts";
import { profileNameIn, unlessForAnother } from "./profile-person.ts";

const directory = directoryOf(settingsWith());
const byBob: Attribution = { ...unattributed, owner: { team: answer("TeamB"), studiouserid: answer("bob") } };
const profile = (name: string, kind = "UserProfile") => ({
  resource: { arn: sageMakerArn(`user-profile/d-1/${name}`), kind },
});

describe("stays as it is", () => {
  test.each<[string, Attribution, ReturnType<typeof profile>]>([
    ["the person's own", byBob, profile("bob")],
    ["one that is named after nobody", byBob, profile("alice-profile")],
    ["one that nobody is proven to have made", unattributed, profile("alice")],
    [
      "one of a proven team",
      { ...unattributed, owner: { team: answer("TeamB"), studiouserid: null } },
      profile("alice"),
    ],
    ["another kind", byBob, { resource: { arn: sageMakerArn("space/d-1/alice"), kind: "Space" } }],
    ["a hostile name", byBob, profile("__proto__")],
  ])("%s", (_, attribution, creation) => {
    expect(unlessForAnother(attribution, creation, directory)).toBe(attribution);
  });
});

test("one that bob made, and that is named after alice, is nobody's, whatever it says", () => {
  const conflict: Conflict = {
    ...{ tag: "studiouserid", claimed: "alice", claimedIn: "requestParameters.tags.studiouserid" },
    ...{ proven: "bob", provenIn: "userIdentity.userName" },
  };
  const seen = unlessForAnother({ ...byBob, conflicts: [conflict] }, profile("alice"), directory);
  expect([seen.owner, seen.conflicts]).toEqual([{ team: null, studiouserid: null }, []]);
  expect(seen.unproven.map(({ tag, value, why }) => [tag, value, why.split(" (")[0]])).toEqual([
    ["studiouserid", "bob", "the profile is named after alice"],
    ["team", "TeamB", "the profile is named after alice"],
  ]);
});

test.each([
  ["arn:aws:sagemaker:us-east-1:111122223333:user-profile/d-1/alice", "alice"],
  ["arn:aws:sagemaker:us-east-1:111122223333:user-profile/d-1", undefined],
  ["arn:aws:sagemaker:us-east-1:111122223333:user-profile/d-1/a/b", undefined],
  ["arn:aws:sagemaker:us-east-1:111122223333:space/d-1/alice", undefined],
  ["nothing", undefined],
])("%s names %s", (arn, name) => {
  expect(profileNameIn(arn)).toBe(name);
});
