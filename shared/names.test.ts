import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { isTeamRole, teamTopic, teamTopicArn } from "./names.ts";

test.each([
  ["TeamA", "sagewarden-team-TeamA"],
  ["ml platform", "sagewarden-team-ml_20_platform"],
  ["a_b", "sagewarden-team-a_5f_b"],
  ["équipe", "sagewarden-team-_e9_quipe"],
])("the topic of %s is %s", (team, topic) => {
  expect(teamTopic(team)).toBe(topic);
});

test("two teams never share a topic, and SNS takes every name", () => {
  const team = fc.string({ unit: "grapheme", minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(team, team, (one, other) => {
      expect(teamTopic(one) === teamTopic(other)).toBe(one === other);
      expect(teamTopic(one)).toMatch(/^[A-Za-z0-9_-]{1,256}$/);
    }),
  );
});

test("its ARN is beside the topic of all notices", () => {
  expect(teamTopicArn("arn:aws:sns:us-east-1:111122223333:sagewarden-notices", "TeamA")).toBe(
    "arn:aws:sns:us-east-1:111122223333:sagewarden-team-TeamA",
  );
});

test.each([
  ["sagewarden-studio-TeamA", true],
  ["sagewarden-studio-admin-TeamA", false],
  ["sagewarden-studio-nobody", false],
  ["TeamA", false],
])("%s is a team's role: %s", (role, is) => {
  expect(isTeamRole(role)).toBe(is);
});
