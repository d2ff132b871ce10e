import { describe, expect, test } from "@jest/globals";
import { BadInput } from "../model/errors.ts";
import { groundWith, people } from "./fixture.ts";
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
  const ground = { ...groundWith(), keys: { team: "CostTeam", studiouserid: "studiouserid" } };
  expect({ ...profileWanted("alice", ground).tags }).toEqual({ CostTeam: "TeamA", studiouserid: "alice" });
});

describe("refuses", () => {
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
