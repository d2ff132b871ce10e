import { expect, test } from "@jest/globals";
import { augersRole, augersStatement, seenTrust, seenWith, settingsWith, trustWith } from "../../vendors/fixture.ts";
import { fixedOf, said } from "./fixture.ts";
import { sessionTagsNotLimited as rule } from "./session-tags-not-limited.ts";

const Action = ["sts:AssumeRole", "sts:TagSession"];
const open = { ...augersStatement, Action };
const when = (condition: object) => ({ ...open, Condition: { ...augersStatement.Condition, ...condition } });

test.each([
  ["no tags", augersStatement, "not-applicable"],
  ["any tag", open, "high trust 0"],
  ["any action", { ...augersStatement, Action: "sts:*" }, "high trust 0"],
  ["no tags at all", when({ Null: { "aws:TagKeys": "true" } }), "clean"],
  ["named keys", when({ "ForAllValues:StringEquals": { "aws:TagKeys": ["project"] } }), "clean"],
  ["named keys, ours among them", when({ "ForAllValues:StringEquals": { "aws:TagKeys": ["team"] } }), "low trust 0"],
  ["one tag's value", when({ StringEquals: { "aws:RequestTag/project": "auger" } }), "low trust 0"],
])("%s", (_, statement, expected) => expect(said(rule, seenTrust(statement))).toBe(expected));

test("tags that the contract gives", () => {
  const settings = settingsWith("{ auger: { accounts: ['999988887777'], sessionTags: [team, studiouserid] } }");
  expect(said(rule, seenWith([{ ...augersRole, trust: trustWith(open) }], settings))).toBe("medium trust 0");
});

test("the keys that the settings choose", () => {
  const settings = settingsWith("{ auger: { accounts: ['999988887777'] } }");
  const tags = { ...settings.tags, team: { ...settings.tags.team, required: true, guarded: true, key: "CostTeam" } };
  const limited = (key: string) => when({ "ForAllValues:StringEquals": { "aws:TagKeys": [key] } });
  const judged = (key: string) =>
    said(rule, seenWith([{ ...augersRole, trust: trustWith(limited(key)) }], { ...settings, tags }));
  expect([judged("CostTeam"), judged("team")]).toEqual(["low trust 0", "clean"]);
});

test("in a statement of its own", () => {
  expect(said(rule, seenTrust(augersStatement, { ...augersStatement, Action: "sts:TagSession" }))).toBe("high trust 1");
});

test("the fix takes the action out", () =>
  expect(fixedOf(rule, seenTrust(open))).toMatchObject({ Action: "sts:AssumeRole" }));
