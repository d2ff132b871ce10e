import { describe, expect, test } from "@jest/globals";
import { BadInput } from "../model/errors.ts";
import { byProject, groundWith, people } from "./fixture.ts";
import { profileWanted } from "./wanted.ts";

test("named after the person, with the two tags and the team's role", () => {
  const { tags, ...wanted } = profileWanted("alice", groundWith());
  expect({ ...tags }).toEqual({ team: "TeamA", studiouserid: "alice" });
  expect(wanted).toEqual({
    person: "alice",
    team: "TeamA",
    name: "alice",
    executionRole: "arn:aws:iam::111122223333:role/sagemaker/TeamA/sagewarden-execution-TeamA",
  });
});

test("tag keys as the account spells them", () => {
  const ground = { ...groundWith(), keys: { team: "CostTeam", studiouserid: "studiouserid", project: "project" } };
  expect({ ...profileWanted("alice", ground).tags }).toEqual({ CostTeam: "TeamA", studiouserid: "alice" });
});

test("with the project's tag and role, where projects are kept apart", () => {
  const { tags, executionRole } = profileWanted("alice", groundWith(byProject({ TeamA: { p1: ["alice"] } })));
  expect({ ...tags }).toEqual({ team: "TeamA", studiouserid: "alice", project: "p1" });
  expect(executionRole).toBe("arn:aws:iam::111122223333:role/sagemaker/TeamA/p1/sagewarden-execution-TeamA-p1");
});

describe("refuses", () => {
  test("somebody of no project, where projects are kept apart", () => {
    expect(() => profileWanted("carol", groundWith(byProject({ TeamA: { p1: ["alice"] } })))).toThrow(
      '"carol" is in no project; allowed: somebody of one of access.projects.TeamA: p1',
    );
  });

  test.each([
    ["alicia", '"alicia" is no person of the directory; allowed: alice, bob, carol; did you mean "alice"?'],
    ["__proto__", '"__proto__" is no person of the directory'],
    ["dave", '"dave" left on 2026-11-01; allowed: a person who is here; the successor is "bob"'],
    ["erin@example.com", '"erin@example.com" cannot be a profile\'s name'],
    ["-", '"-" cannot be a profile\'s name'],
  ])("%s", (person, message) => {
    const ground = groundWith({
      people: { ...people, ...(/[@-]/.test(person) ? { [person]: { team: "TeamA" } } : {}) },
    });
    const act = () => profileWanted(person, ground);
    expect(act).toThrow(BadInput);
    expect(act).toThrow(message);
  });

  test("nobody whose last day is still to come", () => {
    const ground = groundWith({ people: { alice: { team: "TeamA", left: "2026-12-01" } } });
    expect(profileWanted("alice", ground).person).toBe("alice");
  });
});
