import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { settingsSchema } from "../model/settings.ts";
import { partyOf, place, teamA, teamB } from "./fixture.ts";
import { mostOthers, pairsOf, partiesOf } from "./parties.ts";

const settingsWith = (change: object = {}, access: object = {}) => {
  const settings = settingsSchema.parse({
    ...{ mode: "observe", region: "us-east-1", tags: {}, teams: { TeamA: {}, TeamB: {} } },
    people: { alice: { team: "TeamA" }, bob: { team: "TeamB" } },
    access: { federation: "iam-users", bucket: "shared", ...access },
    ...change,
  });
  return settings as Parameters<typeof partiesOf>[0];
};

describe("the parties", () => {
  test("are the teams, with the roles that the stack makes", () => {
    const parties = [teamA, teamB].map((party) => ({ ...party, people: [] }));
    expect(partiesOf(settingsWith(), place)).toEqual({ parties, place });
  });

  test.each<[string, object, readonly string[]]>([
    ["a domain", {}, ["alice"]],
    ["none", { domain: undefined }, []],
    ["one that is asked through an endpoint only", { vpcEndpoint: "vpce-12345678" }, []],
    ["one in SSO mode", { domain: { vpc: "vpc-12345678", subnets: ["subnet-12345678"], auth: "sso" } }, []],
  ])("their people's profiles, with %s", (_, access, people) => {
    const { parties } = partiesOf(settingsWith({}, { domain: { id: "d-abcdefghijkl" }, ...access }), place);
    expect(parties[0]?.people).toEqual(people);
  });

  test("by project: both tags are theirs, and the path leads through both", () => {
    const projects = { TeamA: { p1: ["alice"] }, TeamB: { p1: ["bob"] } };
    const { parties } = partiesOf(settingsWith({}, { isolateBy: ["team", "project"], projects }), place);
    expect(parties[0]).toMatchObject({
      ...{ unit: "TeamA-p1", team: "TeamA", prefix: "TeamA/p1/", tags: { team: "TeamA", project: "p1" } },
      sessionTags: { team: "TeamA", project: "p1", studiouserid: "sagewarden-probe-TeamA-p1" },
      roles: { execution: "arn:aws:iam::111122223333:role/sagemaker/TeamA/p1/sagewarden-execution-TeamA-p1" },
    });
  });

  test("with other keys of the tags", () => {
    const found = partiesOf(settingsWith({ tags: { team: { key: "CostTeam" }, studiouserid: { key: "Who" } } }), place);
    expect(found.place.teamKey).toBe("CostTeam");
    expect(found.parties[0]?.sessionTags).toEqual({ CostTeam: "TeamA", Who: "sagewarden-probe-TeamA" });
  });
});

const teams = (many: number) => Array.from({ length: many }, (_, index) => partyOf(`Team${index + 10}`));
const named = (pairs: ReturnType<typeof pairsOf>) => pairs.map(([self, other]) => `${self.unit}>${other.unit}`);

describe("who tries whom", () => {
  test.each([0, 1])("%d teams have no border", (many) => {
    expect(pairsOf(teams(many), 7)).toEqual([]);
  });

  test("two try each other", () => {
    expect(named(pairsOf([teamA, teamB], 20_000))).toEqual(["TeamA>TeamB", "TeamB>TeamA"]);
  });

  test("of named teams all borders, and no other", () => {
    const pairs = named(pairsOf(teams(30), 3, ["Team12"]));
    expect(pairs).toHaveLength(58);
    expect(pairs.filter((pair) => !pair.includes("Team12"))).toEqual([]);
  });

  test("nobody tries itself, each the same number of others, and after enough days every border was tried", () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 30 }), fc.nat(30_000), (many, day) => {
        const all = teams(many);
        const days = Math.ceil((many - 1) / mostOthers);
        const seen = new Set<string>();
        for (let each = 0; each < days; each += 1) {
          const pairs = named(pairsOf(all, day + each));
          expect(pairs).toHaveLength(many * Math.min(many - 1, mostOthers));
          for (const pair of pairs) seen.add(pair);
        }
        const [self, other] = [...seen].map((pair) => pair.split(">")).find(([one, two]) => one === two) ?? [];
        expect([self, other]).toEqual([undefined, undefined]);
        expect(seen.size).toBe(many * (many - 1));
      }),
      { numRuns: 50 },
    );
  });
});
