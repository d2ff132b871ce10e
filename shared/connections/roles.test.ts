import { expect, test } from "@jest/globals";
import { roleArn, settings } from "./fixture.ts";
import { connectionsOf } from "./named.ts";
import { groupsOf, hasLeft, membersOf, rolesOf } from "./roles.ts";

test("a person's team is a group", () => {
  expect(groupsOf({ team: "Sales", groups: ["Marketing"] })).toEqual(["Sales", "Marketing"]);
  expect(groupsOf({ team: "Sales" })).toEqual(["Sales"]);
});

test.each([
  ["sales-data", ["alice", "carol", "erin"], [roleArn("sales")]],
  ["marketing-data", ["bob", "carol"], [roleArn("marketing")]],
  ["images", ["alice", "bob", "carol", "erin"], [roleArn("images")]],
  ["own", ["dave", "erin"], []],
])("%s is for %j, by %j", (name, people, roles) => {
  const [connection] = connectionsOf(settings).filter((each) => each.name === name);
  if (connection === undefined) throw new Error(name);
  expect(membersOf(connection, settings).map(([id]) => id)).toEqual(people);
  expect(rolesOf(connection, settings)).toEqual(roles);
});

test.each([
  ["the day before", "2026-06-29", false],
  ["on the day", "2026-06-30", true],
  ["on some day", undefined, true],
])("who leaves on 2026-06-30 has left %s: %s", (_, today, left) => {
  expect(hasLeft({ left: "2026-06-30" }, today)).toBe(left);
  const people = { gina: { team: "Sales", left: "2026-06-30", roles: { sales: roleArn("gina") } } };
  const [connection] = connectionsOf(settings).filter(({ name }) => name === "sales-data");
  expect(connection && rolesOf(connection, { people }, today)).toEqual(left ? [] : [roleArn("gina")]);
});
