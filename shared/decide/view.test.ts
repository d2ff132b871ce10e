import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import {
  aliceProven,
  answer,
  creation,
  notebookArn,
  row,
  settings,
  unattributed,
  withSettings,
} from "../../test/fixtures.ts";
import { decideCreation } from "./creation.ts";
import { covers, dueTags, keptBy, missingFrom, withoutOurs } from "./view.ts";

const now = "2026-11-22T10:00:05Z";
const owner = { team: "TeamA", studiouserid: "alice" };
const decided = (attribution = aliceProven) => decideCreation({ creation, attribution, current: {}, settings, now });

describe("withoutOurs", () => {
  test.each([
    ["our tags are taken away", { ...owner, cost: "42" }, {}, { cost: "42" }],
    ["what we replaced is put back", owner, { studiouserid: "bob" }, { studiouserid: "bob" }],
    ["another value than ours stays", { ...owner, team: "TeamB" }, {}, { team: "TeamB" }],
  ])("%s", (_, tags, replaced, expected) => {
    expect({ ...withoutOurs(tags, { ...row, intent: owner, replaced }) }).toEqual(expected);
  });

  test("without a row they are as they are", () => expect(withoutOurs(owner, undefined)).toBe(owner));
});

describe("dueTags", () => {
  const team = { ...unattributed, owner: { team: answer("TeamA", "role-tags"), studiouserid: null } };
  test.each([
    ["a proven owner, at once", decided(), {}, false, owner],
    ["a team alone waits", decided(team), {}, false, {}],
    ["a team alone when the evidence had its time", decided(team), {}, true, { team: "TeamA" }],
    ["nothing in observe mode", decided(), { mode: "observe" }, true, {}],
    ["nothing where exempt", { ...decided(), verdict: "exempt" as const }, {}, true, {}],
  ])("%s", (_, decision, change, settled, expected) => {
    expect({ ...dueTags(decision, notebookArn, withSettings(change as object), settled) }).toEqual(expected);
  });
});

describe("keptBy", () => {
  const bob = { ...unattributed, owner: { team: answer("TeamB"), studiouserid: answer("bob") } };
  test("a resource that still carries its recorded owner is not handed over by a repeated call", () => {
    const kept = keptBy([row], owner, decided(bob), settings);
    expect(kept?.decision).toMatchObject({ verdict: "mismatch", write: {}, attribution: { owner: row.owner } });
  });

  test.each([
    ["a name used again carries nobody's tags", [row], {}, bob],
    ["it carries somebody else's", [row], { ...owner, team: "TeamB" }, bob],
    ["the same owner again", [row], owner, aliceProven],
    ["nobody was recorded", [{ ...row, owner: { team: null, studiouserid: null } }], owner, bob],
    ["it is the first creation", [], owner, bob],
  ])("%s", (_, others, live, attribution) => {
    expect(keptBy(others, live, decided(attribution), settings)).toBeUndefined();
  });
});

test("what is missing, added, is covered; and nothing that is right is written again", () => {
  const tags = fc.dictionary(
    fc.constantFrom("team", "studiouserid", "toString", "__proto__"),
    fc.constantFrom("a", "b", ""),
  );
  fc.assert(
    fc.property(tags, tags, (have, want) => {
      const missing = missingFrom(have, want);
      const after = Object.assign(Object.create(null), have, missing);
      expect(covers(after, want)).toBe(true);
      expect(Object.keys(missing).length === 0).toBe(covers(have, want));
    }),
  );
});
