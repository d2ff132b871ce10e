import { expect, test } from "@jest/globals";
import { findRole } from "./find-role.ts";
import { settings } from "./fixture.ts";

const where = { partition: "aws", account: "111122223333" };
const find = (by: "name" | "role" | "team" | "vendor", name: string) =>
  findRole({ by, name }, "--role", settings, where);
const role = (path: string) => `arn:aws:iam::111122223333:role/${path}`;

test.each([
  ["name", "TeamA", role("sagewarden/studio/sagewarden-studio-TeamA")],
  ["team", "both", role("sagewarden/studio/sagewarden-studio-both")],
  ["name", "auger", role("vendor/auger/vendor-auger")],
  ["vendor", "both", role("old")],
  ["name", "sales", role("sales")],
  ["role", "TeamA", role("TeamA")],
  ["name", "__proto__", role("__proto__")],
] as const)("%s %s", (by, name, arn) => {
  expect(find(by, name)).toBe(arn);
});

test.each([
  ["name", "both", '--role: "both" is a team and a vendor; allowed: team:both or vendor:both'],
  ["team", "TeamC", '--role: "TeamC" is no team of the settings; allowed: TeamA, TeamB, both; did you mean "TeamA"?'],
  ["vendor", "constructor", '--role: "constructor" is no vendor of the settings; allowed: auger, both'],
] as const)("%s %s is refused", (by, name, message) => {
  expect(() => find(by, name)).toThrow(message);
});

test("teams whose people are kept apart by project have roles of projects", () => {
  const access = { isolateBy: ["team", "project"], projects: { TeamA: { churn: ["alice"] } } };
  const known = { ...settings, access: access as never };
  const of = (name: string) => findRole({ by: "team", name }, "--role", known, where);
  expect(of("TeamA-churn")).toBe(role("sagewarden/studio/sagewarden-studio-TeamA-churn"));
  expect(() => of("TeamA")).toThrow("allowed: TeamA-churn");
});
