import { describe, expect, test } from "@jest/globals";
import { settingsSchema } from "../model/settings.ts";
import { crossCheck, type Known } from "./cross-checks.ts";
import { pathText } from "./words.ts";

const perfect = {
  mode: "tag",
  region: ["us-east-1", "eu-west-1"],
  tags: { team: { values: "teams" }, studiouserid: { values: "people" } },
  teams: { TeamA: { approvers: ["bob"] } },
  people: {
    alice: { team: "TeamA", email: "alice@example.com", left: "2026-02-28", successor: "bob" },
    bob: {
      team: "TeamA",
      email: "bob@example.com",
      slack: "U1",
      iamUser: "bob",
      identityStoreUserId: "1",
      samlSubject: "b",
    },
    carol: { team: "TeamA" },
  },
  approvers: ["bob"],
  exemptions: [{ arn: "arn:aws:sagemaker:*:*:pipeline/p", until: "2027-05-21", reason: "r", approvedBy: "bob" }],
  unowned: { perKind: { Endpoint: { action: "delete" } }, allowDataLoss: ["FeatureGroup"] },
  vendors: { auger: { accounts: ["999988887777"], owner: "bob", expires: "2028-02-29", roleSessionName: "^auger-" } },
};
const known: Known = { today: "2026-11-22" };

type Change = Partial<Record<keyof typeof settingsSchema.shape, unknown>>;
const check = (change: Change, with_: Known = known): string[] =>
  crossCheck(settingsSchema.parse({ ...perfect, ...change }), with_).map(
    ({ path, message }) => `${pathText(path)}: ${message}`,
  );

const people = (change: object) => ({ people: { ...perfect.people, ...change } });
const exempt = (change: object) => ({ exemptions: [{ ...perfect.exemptions[0], ...change }] });

test("the perfect settings have no problem", () => {
  expect(check({})).toEqual([]);
});

describe("one thing broken", () => {
  test.each<[string, Change, string]>([
    [
      "team's values",
      { tags: { ...perfect.tags, team: {} } },
      "tags.team.values: this tag decides access; allowed: teams",
    ],
    [
      "no studiouserid",
      { tags: { team: { values: "teams" } } },
      "tags.studiouserid: missing; allowed: { values: people }",
    ],
    [
      "a region twice",
      { region: ["us-east-1", "us-east-1"] },
      "region[1]: us-east-1 is there already; allowed: each region once",
    ],
    ["a person's team", people({ carol: { team: "X" } }), 'people.carol.team: "X" is no team; allowed: TeamA'],
    [
      "a team named like an object's own",
      people({ carol: { team: "constructor" } }),
      'people.carol.team: "constructor" is no team; allowed: TeamA',
    ],
    [
      "a successor nobody knows",
      people({ alice: { ...perfect.people.alice, successor: "bobb" } }),
      'people.alice.successor: "bobb" is no other person; allowed: bob, carol; did you mean "bob"?',
    ],
    [
      "one's own successor",
      people({ alice: { ...perfect.people.alice, successor: "alice" } }),
      'people.alice.successor: "alice" is no other person; allowed: bob, carol',
    ],
    [
      "a successor of one who is here",
      people({ carol: { team: "TeamA", successor: "bob" } }),
      "people.carol.successor: only a person who left has a successor; allowed: with left: DATE",
    ],
    [
      "a successor who left",
      people({ bob: { ...perfect.people.bob, left: "2026-03-01" } }),
      'people.alice.successor: "bob" has left too; allowed: a person who is still here',
    ],
    ["an approver", { approvers: ["dave"] }, 'approvers[0]: "dave" is no person; allowed: alice, bob, carol'],
    [
      "a team's approver",
      { teams: { TeamA: { approvers: ["bobo"] } } },
      'teams.TeamA.approvers[0]: "bobo" is no person; allowed: alice, bob, carol; did you mean "bob"?',
    ],
    [
      "who approved an exemption",
      exempt({ approvedBy: "x" }),
      'exemptions[0].approvedBy: "x" is no person; allowed: alice, bob, carol',
    ],
    [
      "a vendor's owner",
      { vendors: { v: { accounts: ["999988887777"], owner: "x" } } },
      'vendors.v.owner: "x" is no person; allowed: alice, bob, carol',
    ],
    [
      "one day too far",
      exempt({ until: "2027-05-22" }),
      "exemptions[0].until: 2027-05-22 is more than exemptionsMax (P180D) from 2026-11-22",
    ],
    ["no such day", exempt({ until: "2027-02-29" }), 'exemptions[0].until: "2027-02-29" is no day of the calendar'],
    [
      "a kind",
      { unowned: { perKind: { Endpont: { action: "stop" } } } },
      'unowned.perKind.Endpont: "Endpont" is no kind; allowed: AIBenchmarkJob, ',
    ],
    [
      "a kind that may lose data",
      { unowned: { allowDataLoss: ["endpoint"] } },
      '(67 in all); did you mean "Endpoint"?',
    ],
    [
      "a team's channel",
      { teams: { TeamA: { slack: "team-a" } } },
      'teams.TeamA.slack: "team-a" is no Slack channel; allowed: ',
    ],
    [
      "the channel of what has no team",
      { notices: { slack: { botTokenSecret: "s", channel: "general" } } },
      'notices.slack.channel: "general" is no Slack channel; allowed: ',
    ],
    [
      "a member by name",
      people({ carol: { team: "TeamA", slack: "@carol" } }),
      'people.carol.slack: "@carol" is no Slack member id; allowed: ',
    ],
    [
      "a reminder that comes too late",
      { unowned: { remindAfter: "P2D" } },
      "unowned.remindAfter: P2D is not before actAfter (P1D); allowed: less than actAfter",
    ],
    [
      "a session name",
      { vendors: { v: { accounts: ["999988887777"], roleSessionName: "(" } } },
      'vendors.v.roleSessionName: "(" is no regular expression',
    ],
  ])("%s", (_what, change, expected) => {
    const found = check(change);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(expected);
  });

  test.each(["email", "slack", "iamUser", "identityStoreUserId", "samlSubject"] as const)(
    "two people with one %s",
    (key) => {
      const same = perfect.people.bob[key].toUpperCase();
      expect(check(people({ carol: { team: "TeamA", [key]: same } }))).toEqual([
        `people.carol.${key}: ${JSON.stringify(same)} is "bob"'s already; allowed: one person`,
      ]);
    },
  );
});

test.each([
  ["2028-02-29", true],
  ["2100-02-29", false],
  ["2000-02-29", true],
  ["2026-00-10", false],
  ["2026-13-10", false],
  ["2026-04-31", false],
  ["2026-01-00", false],
])("%s is a day: %s", (left, day) => {
  expect(check(people({ alice: { team: "TeamA", left } })).length === 0).toBe(day);
});

test("without a day the ends are not checked", () => {
  expect(check(exempt({ until: "2099-01-01" }), {})).toEqual([]);
});
