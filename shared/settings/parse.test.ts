import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { stringify } from "yaml";
import { anyCharacter } from "../../test/any-character.ts";
import { BadInput } from "../model/errors.ts";
import { parseSettings } from "./parse.ts";

const good = `mode: enforce
region: us-east-1
tags:
  team: { values: teams }
  studiouserid: { values: people }
teams:
  TeamA: { slack: "#team-a-ml", email: [a@example.com] }
people:
  alice: { team: TeamA, email: alice@example.com, iamUser: alice }
exemptions:
  - { arn: "arn:aws:sagemaker:*:*:pipeline/p-*", until: 2027-06-30, reason: "pipelines", approvedBy: alice }
vendors:
  auger: { accounts: ["999988887777"], sourceIps: [198.51.100.0/24], owner: alice }
`;

const problems = (text: string, today?: string): string[] => {
  try {
    parseSettings(text, "s.yaml", today === undefined ? {} : { today });
    return [];
  } catch (error) {
    expect(error).toBeInstanceOf(BadInput);
    return (error as BadInput).message.split("\n");
  }
};

describe("good settings", () => {
  test("get their defaults", () => {
    const settings = parseSettings(good, "s.yaml");
    expect(settings.tags.team).toEqual({ values: "teams", required: true, guarded: true });
    expect(settings.unowned).toMatchObject({
      remindAfter: "PT4H",
      actAfter: "P1D",
      action: "stop",
      existing: "report",
    });
    expect(settings.vendors.auger?.contain).toEqual({ at: "critical", approval: "none", upTo: "trust" });
  });

  test("only five keys are required", () => {
    const least =
      "mode: observe\nregion: us-east-1\ntags: {team: {values: teams}, studiouserid: {values: people}}\nteams: {}\npeople: {}\n";
    expect(problems(least)).toEqual([]);
  });

  test.each([
    ["a byte order mark and carriage returns", `\uFEFF${good.replaceAll("\n", "\r\n")}`],
    ["JSON", JSON.stringify(parseSettings(good, "s.yaml"))],
  ])("as %s", (_what, text) => {
    expect(parseSettings(text, "s.yaml")).toEqual(parseSettings(good, "s.yaml"));
  });
});

describe("one thing broken: the line names file, place, what was found and what is allowed", () => {
  test.each([
    [
      "mode: enforce",
      "mode: enforced",
      's.yaml:1:7: mode: found "enforced"; allowed: observe, tag, enforce; did you mean "enforce"?',
    ],
    ["mode: enforce\n", "", "s.yaml:1:1: mode: missing; allowed: observe, tag, enforce"],
    [
      "region: us-east-1",
      "regoin: us-east-1",
      's.yaml:2:1: regoin: unknown key "regoin"; allowed: mode, region, tags, ',
    ],
    [
      "slack:",
      "slak:",
      's.yaml:7:12: teams.TeamA.slak: unknown key "slak"; allowed: slack, email, approvers; did you mean "slack"?',
    ],
    [
      "region: us-east-1",
      "region: useast1",
      's.yaml:2:9: region: found "useast1"; allowed: a region such as us-east-1',
    ],
    [
      "us-east-1",
      "[us-east-1, nowhere]",
      's.yaml:2:21: region[1]: found "nowhere"; allowed: a region such as us-east-1',
    ],
    [
      "us-east-1",
      "[us-east-1, us-east-1]",
      "s.yaml:2:21: region[1]: us-east-1 is there already; allowed: each region once",
    ],
    ["[a@example.com]", "a@example.com", 's.yaml:7:40: teams.TeamA.email: found "a@example.com"; allowed: a list'],
    [
      "team: TeamA",
      "team: teama",
      's.yaml:9:18: people.alice.team: "teama" is no team; allowed: TeamA; did you mean "TeamA"?',
    ],
    ["team: TeamA", "team: 5", "s.yaml:9:18: people.alice.team: found the number 5; allowed: text; put it in quotes"],
    ["{ team: TeamA, ", "{ ", "s.yaml:9:3: people.alice.team: missing; allowed: text"],
    ["values: teams", "values: [TeamA]", "s.yaml:4:19: tags.team.values: this tag decides access; allowed: teams"],
    [
      "values: teams",
      "values: team",
      's.yaml:4:19: tags.team.values: found "team"; allowed: teams, people, or a list; did you mean "teams"?',
    ],
    ["  team: { values: teams }\n", "", "s.yaml:3:1: tags.team: missing; allowed: { values: teams }"],
    [
      "  studiouserid:",
      "  aws:x:",
      's.yaml:5:3: tags["aws:x"]: found the key "aws:x"; allowed: a tag key: letters, digits',
    ],
    ["2027-06-30", "2027-06-31", 's.yaml:11:57: exemptions[0].until: "2027-06-31" is no day of the calendar'],
    [
      "2027-06-30",
      "tomorrow",
      's.yaml:11:57: exemptions[0].until: found "tomorrow"; allowed: a date such as 2027-06-30',
    ],
    ['"pipelines"', '""', 's.yaml:11:77: exemptions[0].reason: found ""; allowed: at least 1 character'],
    ["approvedBy: alice", "approvedBy: alcie", '"alcie" is no person; allowed: alice; did you mean "alice"?'],
    [
      "arn:aws:sagemaker:*:*:pipeline/p-*",
      "pipeline/p-*",
      "allowed: an ARN (arn:partition:service:region:account:resource)",
    ],
    [
      '"999988887777"',
      "999988887777",
      "vendors.auger.accounts[0]: found the number 999988887777; allowed: a 12-digit account id in quotes",
    ],
    ['["999988887777"]', "[]", "vendors.auger.accounts: found a list of 0; allowed: at least 1 item"],
    [
      "198.51.100.0/24",
      "somewhere",
      'vendors.auger.sourceIps[0]: found "somewhere"; allowed: a CIDR range such as 198.51.100.0/24',
    ],
    ["owner: alice", 'roleSessionName: "(a+)+"', 'vendors.auger.roleSessionName: "(a+)+" repeats a group'],
    [
      "vendors:",
      "unowned: { perKind: { Endpont: { action: delete } } }\nvendors:",
      "s.yaml:12:23: unowned.perKind.Endpont",
    ],
    ["vendors:", "approvers: [bob]\nvendors:", 's.yaml:12:13: approvers[0]: "bob" is no person; allowed: alice'],
    [
      "vendors:",
      "provisioners:\nvendors:",
      "s.yaml:12:14: provisioners: found nothing; allowed: a list (or leave the key out)",
    ],
    [
      "vendors:",
      "limits: { burst: { roles: 0 } }\nvendors:",
      "limits.burst.roles: found the number 0; allowed: at least 1",
    ],
    ["vendors:", "limits: { destructivePerHour: 1.5 }\nvendors:", "found the number 1.5; allowed: a whole number"],
    ["TeamA: {", "__proto__: {", "teams.__proto__: this key cannot be used"],
  ])("%s → %s", (from, to, expected) => {
    expect(good).toContain(from);
    const lines = problems(good.replace(from, to));
    expect(lines.join("\n")).toContain(expected);
  });
});

describe("the document itself", () => {
  test.each([
    ["", "s.yaml:1:1: found nothing; allowed: a map"],
    ["- mode: tag", "s.yaml:1:1: found a list of 1; allowed: a map"],
    ["just text", 's.yaml:1:1: found "just text"; allowed: a map'],
    ["mode: tag\n\tregion: x", "s.yaml:2:1: "],
    ["mode: tag\nmode: tag", "s.yaml:2:1: this key is there already; allowed: each key once"],
  ])("%j", (text, expected) => {
    expect(problems(text)[0]).toContain(expected);
  });
});

test("every problem is listed, in the order of the lines, those between two places as well", () => {
  const lines = problems(
    good.replace("mode: enforce", "mode: x").replace("slack:", "slak:").replace("team: TeamA", "team: B"),
  );
  expect(lines.map((line) => line.split(": ")[1])).toEqual(["mode", "teams.TeamA.slak", "people.alice.team"]);
});

test("hundreds of problems are counted, not listed", () => {
  const people = Array.from({ length: 300 }, (_, i) => `  p${i}: { team: Nobody }`).join("\n");
  const lines = problems(good.replace("people:", `people:\n${people}`));
  expect(lines).toHaveLength(51);
  expect(lines.at(-1)).toBe("s.yaml: and 250 more");
});

test("no message shows a raw control character of the input", () => {
  fc.assert(
    fc.property(fc.string({ unit: anyCharacter, minLength: 1 }), (name) => {
      for (const line of problems(stringify({ [name]: 1, mode: name, teams: { [name]: name } }))) {
        expect(line).not.toMatch(/\p{Cc}|[\u2028\u2029\u202a-\u202e]/u);
      }
    }),
  );
});
