import { describe, expect, test } from "@jest/globals";
import { settingsSchema } from "../model/settings.ts";
import { isolatesByProject, projectOf, unitName, unitsOf } from "./units.ts";

const settings = (access?: object) =>
  settingsSchema.parse({
    ...{ mode: "observe", region: "us-east-1", tags: {}, teams: { TeamA: {}, TeamB: {} } },
    people: {
      alice: { team: "TeamA" },
      carol: { team: "TeamA" },
      bob: { team: "TeamB" },
      dave: { team: "TeamB", left: "2026-01-31" },
    },
    ...(access && { access: { federation: "iam-users", bucket: "shared", ...access } }),
  });

describe("units", () => {
  test.each([
    ["none is named", undefined],
    ["the team", {}],
  ])("are the teams, with those who are here, where the border is: %s", (_, access) => {
    expect(isolatesByProject(settings(access))).toBe(false);
    expect(unitsOf(settings(access))).toEqual([
      { team: "TeamA", project: undefined, people: ["alice", "carol"] },
      { team: "TeamB", project: undefined, people: ["bob"] },
    ]);
  });

  test("are the projects of the teams, where these are the border", () => {
    const projects = { TeamA: { p1: ["alice"], p2: [] }, TeamB: { p1: ["bob", "dave", "alice"] } };
    expect(unitsOf(settings({ isolateBy: ["team", "project"], projects }))).toEqual([
      { team: "TeamA", project: "p1", people: ["alice"] },
      { team: "TeamA", project: "p2", people: [] },
      { team: "TeamB", project: "p1", people: ["bob"] },
    ]);
  });

  test("a person is in one project of their team", () => {
    const projects = { TeamA: { p1: ["bob"], p2: ["alice"] }, TeamB: { p1: ["bob"], p2: ["alice"] } };
    const apart = settings({ isolateBy: ["team", "project"], projects });
    expect(["alice", "bob", "carol", "eve"].map((id) => projectOf(id, apart))).toEqual([
      "p2",
      "p1",
      undefined,
      undefined,
    ]);
    expect(projectOf("alice", settings())).toBeUndefined();
  });

  test("have a name", () => {
    expect(unitName({ team: "TeamA", project: undefined })).toBe("TeamA");
    expect(unitName({ team: "TeamA", project: "p1" })).toBe("TeamA-p1");
  });
});
