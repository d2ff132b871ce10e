import { expect, test } from "@jest/globals";
import { names } from "../../shared/names.ts";
import { type Synthesised, synthesise } from "../fixture.ts";

const change = {
  teams: {
    TeamA: { email: ["a@example.com", "b@example.com"], approvers: [] },
    "Team B": { email: [], approvers: [] },
  },
};
const subscriptions = (lab: boolean): readonly unknown[] => {
  const home = synthesise({ change, lab })[names.stack] as Synthesised;
  return Object.values(home.resources)
    .filter(({ Type }) => Type === "AWS::SNS::Subscription")
    .map(({ Properties }) => Properties.Endpoint);
};

test("each team has its topic, and its addresses are subscribed to it", () => {
  const home = synthesise({ change })[names.stack] as Synthesised;
  const topics = Object.entries(home.resources).filter(([, { Type }]) => Type === "AWS::SNS::Topic");
  const teams = topics.map(([, { Properties }]) => Properties.TopicName).filter((name) => /team/.test(String(name)));
  expect(teams.toSorted()).toEqual(["sagewarden-team-TeamA", "sagewarden-team-Team_20_B"]);
  const [id] = topics.find(([, { Properties }]) => Properties.TopicName === "sagewarden-team-TeamA") ?? [];
  const own = Object.values(home.resources).filter(
    ({ Type, Properties }) =>
      Type === "AWS::SNS::Subscription" && JSON.stringify(Properties.TopicArn).includes(String(id)),
  );
  expect(own.map(({ Properties }) => Properties.Endpoint).toSorted()).toEqual(["a@example.com", "b@example.com"]);
});

test("in the lab nobody is written to", () => {
  expect(subscriptions(false).length).toBeGreaterThan(0);
  expect(subscriptions(true)).toEqual([]);
});
