import { expect, test } from "@jest/globals";
import { channelProblem, memberProblem } from "./slack-names.ts";

test.each(["#team-a-ml", "#a", "#équipe_1", "#機械学習", "C0123456789", "G0123456789"])(
  "%s is a channel",
  (channel) => {
    expect(channelProblem(channel)).toBeUndefined();
  },
);

test.each(["team-a-ml", "#Team", "# a", "#", "", "#a.b", "@alice", "U0123456789", `#${"a".repeat(81)}`, "c0123456789"])(
  "%j is no channel",
  (channel) => {
    expect(channelProblem(channel)).toMatch(/ is no Slack channel; allowed: its name such as "#team-a-ml"/);
  },
);

test.each(["U0123456789", "W0123456789"])("%s is a member", (member) => {
  expect(memberProblem(member)).toBeUndefined();
});

test.each(["alice", "@alice", "alice@example.com", "C0123456789", "u0123456789", "", "U"])(
  "%j is no member",
  (member) => {
    expect(memberProblem(member)).toMatch(/ is no Slack member id; allowed: an id such as U0123456789/);
  },
);

test("what is hostile is shown harmless", () => {
  expect(channelProblem("#a\u202e\n")).toContain(String.raw`"#a\u202e\n"`);
});
