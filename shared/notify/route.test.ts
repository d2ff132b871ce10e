import { describe, expect, test } from "@jest/globals";
import type { Notice } from "../model/notice.ts";
import { type Settings, settingsSchema } from "../model/settings.ts";
import { exampleNotice } from "./example-notice.ts";
import { settings, topicArn } from "./fixture.ts";
import { isAlwaysTold, isForOperators, routeOf } from "./route.ts";

const routes = (change: Partial<Notice>, known: Settings = settings): string[][] =>
  routeOf(exampleNotice(change), known, topicArn, "2026-11-22T10:15:00Z").map((chain) =>
    chain.map(({ by, to }) => (by === "sns" ? to.slice(to.lastIndexOf(":") + 1) : to)),
  );

const teamA = ["#team-a", "sagewarden-team-TeamA"];

describe("who is told, in order", () => {
  test.each<[string, Partial<Notice>, string[][]]>([
    ["the owner, then the team", {}, [["U0ALICE", ...teamA]]],
    ["an owner whom Slack knows by e-mail address", { studiouserid: "bob" }, [["bob@example.com", ...teamA]]],
    [
      "an owner without either, in a team without a channel",
      { studiouserid: "dave", team: "TeamB" },
      [["sagewarden-team-TeamB"]],
    ],
    ["the team alone", { studiouserid: undefined }, [teamA]],
    ["nobody: the channel for what has no team", { studiouserid: undefined, team: undefined }, [["#ops"]]],
    [
      "somebody who is asked, whoever owns it",
      { person: "alice", studiouserid: "dave", team: "TeamB" },
      [["U0ALICE", ...teamA]],
    ],
    ["an owner without a proven team: their own", { team: undefined }, [["U0ALICE", ...teamA]]],
    ["a stranger to the directory", { studiouserid: "__proto__" }, [teamA]],
    ["a team that is no more", { studiouserid: undefined, team: "constructor" }, [[]]],
    ["who has left: the successor, and the team", { studiouserid: "carol" }, [["U0ALICE"], teamA]],
    [
      "of an incident the owner, and where approvers read",
      { type: "vendor-contained" },
      [["U0ALICE", ...teamA], teamA, ["#ops"]],
    ],
    [
      "of an incident of nobody's role who operates this, once",
      { type: "vendor-containment-waits", studiouserid: undefined, team: undefined },
      [["#ops"]],
    ],
    ["of a signal the owner alone", { type: "vendor-signal" }, [["U0ALICE", ...teamA]]],
    ["operators", { type: "dead-rules" }, [["#ops"]]],
    ["operators, whoever owns it", { type: "tagging-failed" }, [["#ops"]]],
  ])("%s", (_, change, expected) => expect(routes(change)).toEqual(expected));
});

test("without Slack only topics are left", () => {
  const { slack: _, ...notices } = settings.notices;
  const known = { ...settings, notices };
  expect(routes({}, known)).toEqual([["sagewarden-team-TeamA"]]);
  expect(routes({ type: "unaccounted" }, known)).toEqual([[]]);
});

test("who leaves tomorrow is told today; successors may form a ring, or be nobody", () => {
  const people = (change: object): Settings =>
    settingsSchema.parse({ ...settings, people: { ...settings.people, ...change } });
  const gone = { team: "TeamA", left: "2026-11-01" };
  expect(routes({}, people({ alice: { ...settings.people.alice, left: "2026-11-23" } }))[0]?.[0]).toBe("U0ALICE");
  expect(
    routes({ studiouserid: "x" }, people({ x: { ...gone, successor: "y" }, y: { ...gone, successor: "x" } })),
  ).toEqual([teamA]);
  expect(routes({ studiouserid: "x" }, people({ x: { ...gone, successor: "carol" } }))).toEqual([["U0ALICE"], teamA]);
  expect(routes({ studiouserid: "x" }, people({ x: { ...gone, successor: "ghost" } }))).toEqual([teamA]);
});

test.each([
  ["dead-rules", true],
  ["unaccounted", true],
  ["tagging-failed", true],
  ["probe-blind", true],
  ["probe-crossed-border", false],
  ["unowned", false],
  ["digest", false],
] as const)("%s is for operators: %s", (type, is) => expect(isForOperators({ type })).toBe(is));

test("a border that was crossed is told in every mode, to a team or to the operators", () => {
  expect(isAlwaysTold({ type: "probe-crossed-border" })).toBe(true);
  expect(isAlwaysTold({ type: "unowned" })).toBe(false);
  const crossed = { type: "probe-crossed-border", studiouserid: undefined } as const;
  expect(routes({ ...crossed, team: "TeamA" })).toEqual([teamA]);
});
