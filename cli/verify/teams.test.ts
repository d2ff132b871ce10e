import { expect, test } from "@jest/globals";
import { teamsOf } from "./teams.ts";

const team = { slack: undefined, email: [], approvers: [] };

test("the first two that have people", () => {
  const teams = { Empty: team, TeamA: team, TeamB: team };
  expect(teamsOf({ teams, people: { a: { team: "TeamB" }, b: { team: "TeamA" } } })).toEqual({
    own: "TeamA",
    other: "TeamB",
  });
  expect(() => teamsOf({ teams, people: { a: { team: "TeamB" } } })).toThrow("fewer than two have people");
});
