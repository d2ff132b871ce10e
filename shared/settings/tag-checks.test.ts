import { describe, expect, test } from "@jest/globals";
import { BadInput } from "../model/errors.ts";
import { parseSettings } from "./parse.ts";

const wholeWith = (tags: string, more = ""): string =>
  `mode: observe\nregion: us-east-1\ntags:\n  team: { values: teams }\n  studiouserid: { values: people }\n${tags}teams: { TeamA: {} }\npeople: { alice: { team: TeamA } }\n${more}`;

/** What the settings are refused for, with file, line and key. */
const refusal = (text: string): string => {
  try {
    parseSettings(text, "s.yaml", {});
    return "";
  } catch (error) {
    if (error instanceof BadInput) return error.message;
    throw error;
  }
};

const renamed = (team: string, person = "StudioUser"): string =>
  wholeWith("")
    .replace("team: { values: teams }", `team: { values: teams, key: ${team} }`)
    .replace("studiouserid: { values: people }", `studiouserid: { values: people, key: ${person} }`);

describe("keys that may be", () => {
  test.each([
    ["two others", renamed("CostTeam")],
    ["their names", renamed("team", "studiouserid")],
    ["another spelling of the name", renamed("Team", "StudioUserId")],
    ["each other's names", renamed("studiouserid", "team")],
    ["of 128 letters of any script", renamed(`${"é".repeat(127)}x`)],
    ["with all the signs that AWS takes", renamed('"cost _.:/=+-@team"')],
  ])("%s", (_, text) => expect(refusal(text)).toBe(""));
});

const isolated = `access: { federation: iam-users, bucket: shared, isolateBy: [team, project], projects: { TeamA: { p: [alice] } } }\n`;

describe("keys that may not be", () => {
  test.each([
    ["one for both", renamed("Owner", "OWNER"), 's.yaml:5:40: tags.studiouserid.key: "OWNER" is tags.team already'],
    ["the other's name", renamed("team", "TEAM"), 's.yaml:5:40: tags.studiouserid.key: "TEAM" is tags.team already'],
    [
      "a further tag's name",
      wholeWith("  project: {}\n").replace("teams }", "teams, key: Project }"),
      's.yaml:6:3: tags.project: "project" is tags.team already; allowed: each key once',
    ],
    [
      "a further tag's key",
      wholeWith("  cost: { key: TEAM }\n"),
      's.yaml:6:16: tags.cost.key: "TEAM" is tags.team already; allowed: each key once',
    ],
    [
      "the second border's",
      renamed("Project") + isolated,
      's.yaml:3:1: tags.project: "project" is tags.team already; allowed: each key once',
    ],
    ["AWS's", renamed("AWS:team"), 's.yaml:4:31: tags.team.key: found "AWS:team"; allowed: a tag key'],
    ["ours", renamed("Sagewarden:Team"), 's.yaml:4:31: tags.team.key: "Sagewarden:Team" is not yours to choose'],
    ["Studio's", renamed("sagemaker:domain-arn"), "allowed: a key that begins with no sagemaker:"],
    ["empty", renamed('""'), 's.yaml:4:31: tags.team.key: found ""; allowed: a tag key'],
    ["of 129 letters", renamed("x".repeat(129)), "s.yaml:4:31: tags.team.key: found"],
    ["with other signs", renamed('"cost*team"'), 's.yaml:4:31: tags.team.key: found "cost*team"; allowed: a tag key'],
  ])("%s", (_, text, message) => {
    expect(refusal(text)).toContain(message);
    expect(refusal(text).split("\n")).toHaveLength(1);
  });
});
