import { describe, expect, test } from "@jest/globals";
import { at, settings } from "./fixtures.ts";
import { identify, type SlackUser } from "./identify.ts";

const member: SlackUser = { team_id: "T0OURS", deleted: false, is_bot: false, is_restricted: false };
const asked = (change: object = {}, user: SlackUser | null = member) =>
  identify({ slackUser: "U0ALICE", teams: ["T0OURS", "T0OURS"], at, ...change }, settings, {
    workspace: async () => "T0OURS",
    user: async () => user ?? undefined,
  });

test("a full member whom the directory knows is that person", async () => {
  expect(await asked()).toEqual({ person: "alice" });
});

describe("everybody else is told why not", () => {
  const noMember = /Only members of this workspace/;
  test.each<[string, object, SlackUser | null, RegExp]>([
    ["a guest", {}, { ...member, is_restricted: true }, noMember],
    ["a guest of one channel", {}, { ...member, is_ultra_restricted: true }, noMember],
    ["a person of a connected workspace", {}, { ...member, is_stranger: true }, noMember],
    ["a bot", {}, { ...member, is_bot: true }, noMember],
    ["a deactivated member", {}, { ...member, deleted: true }, noMember],
    ["a user of another workspace, says Slack", {}, { ...member, team_id: "T0THEIRS" }, noMember],
    ["a user of no workspace", {}, {}, noMember],
    ["a user whom Slack does not know", {}, null, noMember],
    ["a user of another workspace, says the press", { teams: ["T0OURS", "T0THEIRS"] }, member, noMember],
    ["a message in another workspace", { teams: ["T0THEIRS", "T0OURS"] }, member, noMember],
    ["a press of no workspace", { teams: [] }, member, noMember],
    ["a member whom the directory does not know", { slackUser: "U0MALLORY" }, member, /directory/],
    ["one of two people with one id", { slackUser: "U0TWINS" }, member, /directory/],
    ["a person who left", { slackUser: "U0GONE" }, member, /you have left/],
  ])("%s", async (_, change, user, refusal) => {
    expect(await asked(change, user)).toEqual({
      refusal: expect.stringMatching(refusal),
    });
  });
});

test("a press of another workspace asks Slack for nobody", async () => {
  const failing = { workspace: async () => "T0OURS", user: () => Promise.reject(new Error("asked")) };
  expect(await identify({ slackUser: "U0ALICE", teams: ["T0THEIRS"], at }, settings, failing)).toHaveProperty(
    "refusal",
  );
});
