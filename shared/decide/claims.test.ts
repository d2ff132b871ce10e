import { describe, expect, test } from "@jest/globals";
import { approversFor, claimOf, isEnoughAlone, mayApprove, provenTeam } from "./claims.ts";
import { exampleAnswer, exampleSettings, unownedRow } from "./example-case.ts";

const settings = exampleSettings();
const now = "2026-11-22T12:00:00Z";
const ground = (team?: string, kind = "TrainingJob") => ({ kind, row: unownedRow(team), settings, now });

describe("what has been said about alice", () => {
  const claim = exampleAnswer("alice", { about: "alice" });
  const assigned = exampleAnswer("anna", { choice: "assign", about: "alice" });
  const rejected = exampleAnswer("anna", { choice: "reject", about: "alice", verdict: "accepted" });
  const summary = (...answers: Parameters<typeof claimOf>[1]) => {
    const { word, assigners, rejectedBy } = claimOf("alice", answers);
    return [word?.choice, assigners, rejectedBy];
  };

  test.each([
    ["nothing", summary(), [undefined, [], undefined]],
    ["her own word", summary(claim), ["claim", [], undefined]],
    ["another's word", summary(assigned), [undefined, ["anna"], undefined]],
    ["both", summary(assigned, claim), ["claim", ["anna"], undefined]],
    ["another's word twice", summary(assigned, assigned), [undefined, ["anna"], undefined]],
    ["a rejection ends what was before it", summary(claim, assigned, rejected), [undefined, [], "anna"]],
    ["what comes after a rejection counts", summary(rejected, claim), ["claim", [], "anna"]],
    ["whoever rejected may think again", summary(rejected, assigned), [undefined, ["anna"], undefined]],
    [
      "nobody else takes a rejection back",
      summary(rejected, { ...assigned, person: "carol" }),
      [undefined, ["carol"], "anna"],
    ],
    ["what was refused was not said", summary({ ...claim, verdict: "refused" }), [undefined, [], undefined]],
    ["what is about another", summary(exampleAnswer("bob", { about: "bob" })), [undefined, [], undefined]],
    [
      "a confirmation by another is no assignment",
      summary({ ...assigned, choice: "confirm" }),
      [undefined, [], undefined],
    ],
  ])("%s", (_, said, expected) => expect(said).toEqual(expected));
});

test("a team that a person named is not evidence", () => {
  const evidence = { resolver: "person", field: "bob in Slack", strength: "corroborated" } as const;
  expect(provenTeam(unownedRow("TeamA"))).toBe("TeamA");
  expect(provenTeam(unownedRow())).toBeUndefined();
  expect(provenTeam(undefined)).toBeUndefined();
  const owner = { team: { value: "TeamA", evidence }, studiouserid: null };
  expect(provenTeam(unownedRow("TeamA", { owner }))).toBeUndefined();
});

test.each([
  ["evidence agrees", "alice", "TeamA", "TrainingJob", true],
  ["evidence is of another team", "alice", "TeamB", "TrainingJob", false],
  ["there is no evidence", "alice", undefined, "TrainingJob", false],
  ["the kind grants access", "alice", "TeamA", "NotebookInstance", false],
  ["the kind is unknown", "alice", "TeamA", "Hologram", false],
  ["the person's team is not in the directory", "lost", "TeamZ", "TrainingJob", false],
])("enough alone: %s", (_, person, team, kind, expected) => {
  expect(isEnoughAlone(person, ground(team, kind))).toBe(expected);
});

test.each([
  ["anna", "alice", undefined, true],
  ["anna", "alice", "TeamA", true],
  ["anna", "alice", "TeamB", false],
  ["carol", "alice", "TeamB", true],
  ["boris", "alice", "TeamB", false],
  ["boris", "alice", undefined, false],
  ["anton", "alice", undefined, false],
  ["anna", "anna", undefined, false],
  ["carol", "carol", undefined, false],
  ["gone", "alice", undefined, false],
  ["mallory", "alice", undefined, false],
])("%s may approve %s's claim where %s is proven: %p", (person, owner, team, expected) => {
  expect(mayApprove(person, owner, ground(team))).toBe(expected);
});

test("the team's approvers are asked first, nobody twice, and not the claimant", () => {
  expect(approversFor("alice", ground())).toEqual(["anna", "carol"]);
  expect(approversFor("anna", ground())).toEqual(["carol"]);
  expect(approversFor("alice", ground("TeamB"))).toEqual(["carol"]);
  const both = exampleSettings({ approvers: ["anna", "carol"] });
  expect(approversFor("alice", { ...ground(), settings: both })).toEqual(["anna", "carol"]);
});
