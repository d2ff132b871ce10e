import { expect, test } from "@jest/globals";
import { settings } from "../../test/fixtures.ts";
import { isApprover, isApproverOfAny } from "./approver.ts";

const at = "2026-11-22T10:00:00Z";
const left = (day: string) => ({ ...settings.people, carol: { ...settings.people.carol, team: "TeamA", left: day } });

test.each([
  ["the team's approver", "carol", "TeamA", {}, true],
  ["for another team", "carol", "TeamB", {}, false],
  ["where no team is known", "carol", undefined, {}, false],
  ["a general approver, whatever the team", "bob", undefined, { approvers: ["bob"] }, true],
  ["a member who is no approver", "alice", "TeamA", {}, false],
  ["a name that the directory does not hold", "mallory", "TeamA", { approvers: ["mallory"] }, false],
  ["an object's own name", "constructor", "constructor", {}, false],
  ["one who leaves tomorrow", "carol", "TeamA", { people: left("2026-11-23") }, true],
  ["one who left today", "carol", "TeamA", { people: left("2026-11-22") }, false],
] as const)("%s", (_, person, team, change, expected) => {
  expect(isApprover(person, team, { ...settings, ...change } as typeof settings, at)).toBe(expected);
});

test.each([
  ["one team's approver", "carol", {}, true],
  ["a general approver", "bob", { approvers: ["bob"] }, true],
  ["a member who is no approver", "alice", {}, false],
  ["a name that the directory does not hold", "mallory", { approvers: ["mallory"] }, false],
  ["an object's own name", "__proto__", {}, false],
  ["one who left today", "carol", { people: left("2026-11-22") }, false],
] as const)("of any team: %s", (_, person, change, expected) => {
  expect(isApproverOfAny(person, { ...settings, ...change } as typeof settings, at)).toBe(expected);
});
