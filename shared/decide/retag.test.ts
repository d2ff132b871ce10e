import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import {
  aliceProven,
  answer,
  costKeys,
  retag,
  rolePrincipal,
  row,
  settings,
  withKeys,
  withSettings,
} from "../../test/fixtures.ts";
import type { Retag } from "../model/activity.ts";
import { nobody, type Owner } from "../model/owner.ts";
import { changedKeys, decideRetag } from "./retag.ts";

const alice = aliceProven.owner;
const terraform = rolePrincipal("terraform", "apply");
const decide = (change: Partial<Retag>, extra: { recorded?: Owner; author?: Owner; round?: number } = {}) =>
  decideRetag({ retag: { ...retag, ...change }, recorded: alice, author: nobody, round: 1, settings, ...extra });

describe("decideRetag", () => {
  const bob = { team: "TeamB", studiouserid: "bob" };
  test.each([
    ["another person is put back", {}, {}, "restore"],
    ["and again in the fifth round", {}, { round: 5 }, "restore"],
    ["a removal is put back", { added: {}, removed: ["team"] }, {}, "restore"],
    ["the recorded value changes nothing", { added: { studiouserid: "alice" } }, {}, "nothing"],
    ["a look-alike of a guarded key is taken away", { added: { StudioUserId: "bob" } }, {}, "restore"],
    ["a look-alike where nobody is recorded", { added: { StudioUserId: "bob" } }, { recorded: nobody }, "tell"],
    [
      "a provisioner's look-alike names nobody",
      { principal: terraform, added: { ...bob, Team: "TeamA" } },
      {},
      "restore",
    ],
    ["other tags are not ours", { added: { cost: "42" }, removed: ["project"] }, {}, "nothing"],
    ["a provisioner names a valid owner", { principal: terraform, added: bob }, {}, "accept"],
    [
      "a provisioner names a person of another team",
      { principal: terraform, added: { ...bob, team: "TeamA" } },
      {},
      "restore",
    ],
    [
      "a provisioner names nobody of the directory",
      { principal: terraform, added: { studiouserid: "mallory" } },
      {},
      "restore",
    ],
    ["a provisioner removes: first round", { principal: terraform, added: {}, removed: ["team"] }, {}, "restore"],
    [
      "a provisioner removes: second round",
      { principal: terraform, added: {}, removed: ["team"] },
      { round: 2 },
      "back-off",
    ],
    [
      "a provisioner removes: third round",
      { principal: terraform, added: {}, removed: ["team"] },
      { round: 3 },
      "stop",
    ],
    ["nobody is recorded", { added: bob }, { recorded: nobody }, "tell"],
    [
      "an approver names the owner of what nobody owns",
      { added: bob },
      { recorded: nobody, author: { team: answer("TeamA"), studiouserid: answer("carol") } },
      "tell",
    ],
    [
      "the team's approver names a person of the team",
      { added: { team: "TeamA", studiouserid: "alice" } },
      { recorded: nobody, author: { team: answer("TeamA"), studiouserid: answer("carol") } },
      "accept",
    ],
    [
      "a person claims what nobody owns",
      { added: { team: "TeamA", studiouserid: "alice" } },
      { recorded: nobody, author: alice },
      "tell",
    ],
    [
      "an approver cannot take what is owned",
      { added: bob },
      { author: { team: answer("TeamA"), studiouserid: answer("carol") } },
      "restore",
    ],
    [
      "a person is written where only the team is recorded",
      { added: { studiouserid: "bob" } },
      { recorded: { ...nobody, team: answer("TeamA") } },
      "tell",
    ],
  ] as const)("%s", (_, change, extra, action) => {
    expect(decide(change as Partial<Retag>, extra as object).action).toBe(action);
  });

  test.each([
    [1, retag.principal, "high"],
    [2, retag.principal, "critical"],
    [2, terraform, "medium"],
  ])("round %s of %j is %s", (round, principal, severity) => {
    expect(decide({ principal, added: { team: "TeamB" } }, { round }).findings).toMatchObject([
      { rule: "guarded-tag-changed", severity },
    ]);
  });

  test("the finding names both", () => {
    expect(decide({}).findings[0]?.detail).toMatch(
      /assumed-role\/Eve\/eve changed studiouserid .* owned by alice in TeamA/,
    );
  });

  test("an unguarded key is nobody's fight", () => {
    const unguarded = withSettings({
      tags: { ...settings.tags, team: { ...settings.tags.team, required: true, guarded: false } },
    });
    expect(changedKeys({ ...retag, added: { team: "TeamB" } }, alice, unguarded)).toEqual([]);
  });

  test("an accepted owner is always a person of the directory in that person's team", () => {
    const value = fc.constantFrom("alice", "bob", "TeamA", "TeamB", "mallory", "__proto__", "constructor", "");
    fc.assert(
      fc.property(fc.record({ team: value, studiouserid: value }, { requiredKeys: [] }), (added) => {
        const { action, owner } = decide({ principal: terraform, added });
        if (action !== "accept") return expect(owner).toBe(alice);
        return expect(settings.people[owner.studiouserid?.value ?? ""]?.team).toBe(owner.team?.value);
      }),
    );
  });
});

describe("under other keys", () => {
  const decideBy = (change: Partial<Retag>, keys = costKeys) =>
    decideRetag({
      ...{ retag: { ...retag, added: {}, ...change }, recorded: alice, author: nobody, round: 1 },
      settings: withKeys(keys),
    });
  test.each<[string, Partial<Retag>, string, readonly string[]]>([
    ["another person", { added: { StudioUser: "bob" } }, "restore", ["StudioUser"]],
    ["a removal", { removed: ["CostTeam"] }, "restore", ["CostTeam"]],
    ["another spelling", { added: { costteam: "TeamB" } }, "restore", ["costteam"]],
    ["the recorded value", { added: { CostTeam: "TeamA" } }, "nothing", []],
    ["somebody's own tags of the names", { added: { team: "TeamB" }, removed: ["studiouserid"] }, "nothing", []],
    ["their spellings", { added: { Team: "TeamB", StudioUserId: "bob" } }, "nothing", []],
    [
      "a provisioner's word",
      { principal: terraform, added: { CostTeam: "TeamB", StudioUser: "bob", team: "TeamA" } },
      "accept",
      ["CostTeam", "StudioUser"],
    ],
    ["a provisioner's word in the names", { principal: terraform, added: { studiouserid: "bob" } }, "nothing", []],
  ])("%s", (_, change, action, changed) => {
    expect(decideBy(change)).toMatchObject({ action, changed });
  });

  test("that are each other's names", () => {
    const swapped = { team: "studiouserid", studiouserid: "team" };
    expect(decideBy({ added: { team: "alice", studiouserid: "TeamA" } }, swapped).action).toBe("nothing");
    expect(decideBy({ added: { team: "TeamA" } }, swapped)).toMatchObject({ action: "restore", changed: ["team"] });
  });

  test("whether a tag is guarded is asked by its name", () => {
    const whole = withKeys(costKeys);
    const { team, ...others } = whole.tags;
    const unguarded = { ...whole, tags: { ...others, team: { ...team, required: true, guarded: false } } };
    const added = { CostTeam: "TeamB", COSTTEAM: "TeamB", StudioUser: "bob" };
    expect(changedKeys({ ...retag, added }, alice, unguarded)).toEqual(["StudioUser"]);
  });
});

test("the row fixture's owner is the recorded one", () => expect(row.owner).toBe(alice));
