import { expect, test } from "@jest/globals";
import { nobody } from "../names.ts";
import { estate, executionRole, teamRole } from "./fixtures.ts";
import { absentRoles, isWorkedAs, teamOf } from "./teams.ts";

const keys = { team: "team" };

test("whose a role is: what is said of it, or its tag, or nobody's", () => {
  expect(teamOf({ tags: { Team: "TeamA" }, kind: "team" }, keys)).toBe("TeamA");
  expect(teamOf({ team: "TeamB", tags: { team: "TeamA" }, kind: "execution" }, keys)).toBe("TeamB");
  expect(teamOf({ tags: {}, kind: "execution" }, keys)).toBe(nobody);
  expect(teamOf({ tags: {}, kind: "other" }, keys)).toBeUndefined();
});

test("people work as roles of two kinds", () => {
  expect([isWorkedAs(teamRole("TeamA", [])), isWorkedAs(teamRole("TeamA", [], { kind: "admin" }))]).toEqual([
    true,
    false,
  ]);
});

test("roles that the teams of the border, and those with people, must have", () => {
  const principals = [teamRole("TeamA", []), executionRole("TeamA", "alice"), teamRole("TeamC", [])];
  expect(absentRoles(estate({ principals, peopled: ["TeamA", "TeamC"] }))).toEqual([
    { team: "TeamB", kind: "team" },
    { team: "TeamB", kind: "execution" },
    { team: "TeamC", kind: "execution" },
  ]);
});
