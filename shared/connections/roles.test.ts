import { expect, test } from "@jest/globals";
import { roleArn, settings } from "./fixture.ts";
import { connectionsOf } from "./named.ts";
import { groupsOf, membersOf, rolesOf } from "./roles.ts";

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
