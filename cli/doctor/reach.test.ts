import { describe, expect, test } from "@jest/globals";
import { type Settings, settingsSchema } from "#shared/model/settings.ts";
import { names, teamTopic } from "#shared/names.ts";
import { judgeReach } from "./reach.ts";

const slack = { botTokenSecret: "sagewarden/slack" };
const settings = (change: object = {}): Settings =>
  settingsSchema.parse({
    mode: "enforce",
    region: "us-east-1",
    tags: {},
    teams: { TeamA: {} },
    people: { alice: { team: "TeamA" } },
    ...change,
  });
const topics = (general: number, team: number) => ({ [names.topic]: general, [teamTopic("TeamA")]: team });

describe("who can be told", () => {
  test.each<[string, object, Record<string, number>, boolean, string]>([
    ["a confirmed subscription of the team's topic", {}, topics(0, 1), false, "ok"],
    ["a confirmed subscription of the topic of all notices", {}, topics(1, 0), false, "ok"],
    ["nobody", {}, topics(0, 0), false, "warn"],
    ["a channel", { notices: { slack }, teams: { TeamA: { slack: "#a" } } }, topics(0, 0), true, "ok"],
    ["a person", { notices: { slack }, people: { a: { team: "TeamA", slack: "U1" } } }, topics(0, 0), true, "ok"],
    ["a channel without Slack", { teams: { TeamA: { slack: "#a" } } }, topics(0, 0), false, "warn"],
    [
      "only a person who left",
      { notices: { slack }, people: { a: { team: "TeamA", slack: "U1", left: "2026-01-01" } } },
      topics(0, 0),
      true,
      "warn",
    ],
    [
      "Slack without its secret",
      { notices: { slack }, teams: { TeamA: { slack: "#a" } } },
      topics(1, 1),
      false,
      "fail",
    ],
    ["a team without its topic", {}, { [names.topic]: 1 }, false, "fail"],
  ])("%s: %#", (_, change, listeners, hasSecret, status) => {
    expect(judgeReach(settings(change), listeners, hasSecret).status).toBe(status);
  });

  test("who cannot is named, with what follows", () => {
    const { detail, remediation } = judgeReach(settings(), topics(0, 0), false);
    expect(detail).toBe("nobody of TeamA can be told, so nothing of it is ever stopped");
    expect(remediation).toContain("confirm a subscription");
  });
});
