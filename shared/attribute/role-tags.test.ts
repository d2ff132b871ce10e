import { expect, test } from "@jest/globals";
import type { Principal } from "../model/activity.ts";
import { creationBy, lookupsOf, roleArn, rolePrincipal, settingsWith, short, studioService } from "./fixtures.ts";
import { attribute } from "./index.ts";

const run = async (principal: Principal, tags: Record<string, string>) => {
  const { roleArn: arn } = principal.session ?? {};
  const lookups = lookupsOf({ roles: arn === undefined ? {} : { [arn]: tags } });
  const seen = await attribute(creationBy(principal), settingsWith(), lookups);
  return { ...seen, short: short(seen.owner), asked: lookups.calls.filter((call) => call.startsWith("roleTags")) };
};

test("a role's tag proves the team", async () => {
  expect((await run(rolePrincipal("etl", "x"), { Team: "TeamA" })).owner.team).toEqual({
    value: "TeamA",
    evidence: { resolver: "role-tags", field: `tag Team of ${roleArn("etl")}`, strength: "proven" },
  });
});

test.each<[string, Principal, Record<string, string>, string, number]>([
  ["never the person", rolePrincipal("etl", "x"), { team: "TeamA", studiouserid: "alice" }, "-/TeamA", 1],
  ["a team outside the directory", rolePrincipal("etl", "x"), { team: "TeamX" }, "-/-", 1],
  ["two keys that differ by case", rolePrincipal("etl", "x"), { team: "TeamA", Team: "TeamB" }, "-/-", 1],
  ["no tag", rolePrincipal("etl", "x"), {}, "-/-", 1],
  ["a role with a path", rolePrincipal("teams/a/etl", "x"), { team: "TeamA" }, "-/TeamA", 1],
  [
    "a role of another account",
    { ...rolePrincipal("etl", "x"), session: { roleArn: roleArn("etl", "999988887777"), name: "x" } },
    { team: "TeamA" },
    "-/-",
    0,
  ],
  ["a service-linked role", rolePrincipal("aws-service-role/x.amazonaws.com/Y", "x"), { team: "TeamA" }, "-/-", 0],
  [
    "a text that is no ARN",
    { ...rolePrincipal("etl", "x"), session: { roleArn: "role/etl" } },
    { team: "TeamA" },
    "-/-",
    0,
  ],
  ["another type", { ...rolePrincipal("etl", "x"), type: "Unknown" }, { team: "TeamA" }, "-/-", 0],
  ["a service", studioService, {}, "-/-", 0],
])("%s", async (_, principal, tags, expected, asked) => {
  const seen = await run(principal, tags);
  expect(seen.short).toBe(expected);
  expect(seen.asked).toHaveLength(asked);
});

test("are not asked for once a team is proven", async () => {
  const sso = "aws-reserved/sso.amazonaws.com/AWSReservedSSO_Analyst_0123456789abcdef";
  expect((await run(rolePrincipal(sso, "alice"), { team: "TeamB" })).asked).toEqual([]);
});
