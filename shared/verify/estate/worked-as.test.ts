import { describe, expect, test } from "@jest/globals";
import { executionRole, teamRole } from "../fixtures.ts";
import type { EstateRole } from "../model.ts";
import { asWorked, workedAsIn } from "./worked-as.ts";

const keys = { team: "team", studiouserid: "studiouserid", project: "project" };

test("the roles of domains and profiles; a profile without one has its domain's", () => {
  const domains = [
    { id: "d-1", executionRole: "arn:domain" },
    { id: "d-2", executionRole: undefined },
  ];
  const profiles = [
    { domainId: "d-1", executionRole: "arn:own", tags: { Team: "TeamA" } },
    { domainId: "d-1", executionRole: undefined, tags: { team: "TeamB" } },
    { domainId: "d-2", executionRole: undefined, tags: {} },
  ];
  expect(workedAsIn({ domains, profiles }, "team")).toEqual([
    { role: "arn:domain", team: undefined },
    { role: "arn:own", team: "TeamA" },
    { role: "arn:domain", team: "TeamB" },
  ]);
});

describe("whose a role is besides, because a profile or a domain names it:", () => {
  const lent = (role: EstateRole, ...teams: readonly (string | undefined)[]) =>
    asWorked(
      role,
      teams.map((team) => ({ role: role.arn, team })),
      keys,
    )
      .slice(1)
      .map(({ kind, team }) => [kind, team]);
  const tagged = executionRole("TeamA", "alice");
  const other = teamRole("", [], { kind: "other", tags: {} });
  test.each<[string, EstateRole, readonly (string | undefined)[], readonly unknown[]]>([
    ["nobody names it", tagged, [], []],
    ["its own team, or a domain", tagged, ["TeamA", undefined], []],
    ["another team", tagged, ["TeamB", "TeamB"], [["execution", "TeamB"]]],
    ["a domain names a role of no kind", other, [undefined], [["execution", "nobody"]]],
    ["a team names it", other, ["TeamB"], [["execution", "TeamB"]]],
    ["a domain names what is nobody's anyway", executionRole("", "x", { tags: {} }), [undefined], []],
  ])("%s", (_, role, teams, expected) => expect(lent(role, ...teams)).toEqual(expected));
});
