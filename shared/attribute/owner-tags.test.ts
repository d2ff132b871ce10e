import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { ownerTags } from "../model/owner.ts";
import { tagKeysOf } from "../model/tag-keys.ts";
import { type Tags, tagMap } from "../model/tags.ts";
import { directoryOf } from "./directory.ts";
import { settingsWith } from "./fixtures.ts";
import { believed, doubted, principalTag, resourceClaims, shown } from "./owner-tags.ts";
import type { Claim } from "./resolver.ts";

const directory = directoryOf(settingsWith());
const keys = tagKeysOf(settingsWith());
const alice: Claim = { tag: "studiouserid", value: "alice", field: "somewhere" };

describe("a value that is repeated to people", () => {
  test.each([
    [0, 0],
    [256, 256],
    [257, 257],
    [1_000_000, 257],
  ])("of %i characters has %i", (length, expected) => {
    expect(shown("x".repeat(length))).toHaveLength(expected);
  });
  test("says that it was cut", () => expect(shown("x".repeat(257))).toMatch(/^x{256}…$/));
});

describe("a principal's tag", () => {
  test.each<[string, Tags, { key: string; value: string } | undefined]>([
    ["as it is written", { studiouserid: "alice" }, { key: "studiouserid", value: "alice" }],
    ["in any case", { StudioUserID: "alice" }, { key: "StudioUserID", value: "alice" }],
    ["twice, by case: neither", { studiouserid: "alice", StudioUserId: "alice" }, undefined],
    ["by a part of its name: none", { studiouser: "alice", studiouserid2: "alice" }, undefined],
    ["empty", { studiouserid: "" }, { key: "studiouserid", value: "" }],
    ["absent", tagMap([["__proto__", "alice"]]), undefined],
  ])("%s", (_, tags, expected) => {
    expect(principalTag(tags, "studiouserid")).toEqual(expected);
  });

  test("with the sign for Kelvin instead of a K is another tag", () => {
    expect(principalTag({ "\u212aostenstelle": "TeamA" }, "Kostenstelle")).toBeUndefined();
    expect(principalTag({ KOSTENSTELLE: "TeamA" }, "Kostenstelle")).toEqual({ key: "KOSTENSTELLE", value: "TeamA" });
  });

  const anyKey = fc.constantFrom("team", "Team", "TEAM", "studiouserid", "STUDIOUSERID", "project", "__proto__");
  test("is one of the tags, and the only one of its name", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(anyKey, fc.string())), fc.constantFrom(...ownerTags), (pairs, tag) => {
        const tags = tagMap(pairs);
        const same = Object.entries(tags).filter(([key]) => key.toLowerCase() === tag);
        const [first] = same;
        const expected = first && same.length === 1 ? { key: first[0], value: first[1] } : undefined;
        expect(principalTag(tags, tag)).toEqual(expected);
      }),
    );
  });
});

describe("a resource's owner tags", () => {
  const claimsOf = (tags: Tags) => resourceClaims(tags, keys, (key) => `field of ${key}`);
  test.each<[string, Tags, readonly Claim[]]>([
    ["none", { project: "x" }, []],
    [
      "both, the team first",
      { studiouserid: "alice", team: "TeamA" },
      [
        { tag: "team", value: "TeamA", field: "field of team" },
        { tag: "studiouserid", value: "alice", field: "field of studiouserid" },
      ],
    ],
    ["in another case they are other tags", { Team: "TeamA", StudioUserId: "alice" }, []],
    ["what the object inherits is none", Object.create({ team: "TeamA" }), []],
    ["an empty value is a claim", { team: "" }, [{ tag: "team", value: "", field: "field of team" }]],
  ])("%s", (_, tags, expected) => {
    expect(claimsOf(tags)).toEqual(expected);
  });
});

describe("a claim that is believed", () => {
  test("of the directory is a proof, with its field and strength", () => {
    expect(believed([alice], directory, "derived")).toEqual({
      studiouserid: { value: "alice", field: "somewhere", strength: "derived" },
      unproven: [],
    });
  });

  test.each<[string, Claim, string]>([
    ["person", { ...alice, value: "mallory" }, "the directory has no such person (somewhere)"],
    ["person in another case", { ...alice, value: "Alice" }, "the directory has no such person (somewhere)"],
    ["team", { ...alice, tag: "team" }, "the directory has no such team (somewhere)"],
    [
      "team that every object has",
      { ...alice, tag: "team", value: "constructor" },
      "the directory has no such team (somewhere)",
    ],
  ])("of another %s is told and proves nothing", (_, claim, why) => {
    const { tag, value } = claim;
    expect(believed([claim], directory, "proven")).toEqual({ unproven: [{ tag, value, why }] });
  });

  const values = fc.constantFrom("alice", "bob", "TeamA", "TeamB", "mallory", "__proto__", "");
  const claims = fc.array(fc.record({ tag: fc.constantFrom(...ownerTags), value: values, field: fc.constant("f") }));
  test("is a proof of the directory or is told: none is lost", () => {
    fc.assert(
      fc.property(claims, (all) => {
        const { team, studiouserid, unproven = [] } = believed(all, directory, "proven");
        expect([undefined, true]).toContain(team && directory.isTeam(team.value));
        expect([undefined, true]).toContain(studiouserid && directory.isPerson(studiouserid.value));
        for (const { tag, value } of all) {
          const isProof = (tag === "team" ? directory.isTeam(value) : directory.isPerson(value)) === true;
          expect(unproven.some((one) => one.tag === tag && one.value === value)).toBe(!isProof);
        }
      }),
    );
  });
});

test("a claim that is doubted proves nothing, whatever the directory says, and is cut", () => {
  const long: Claim = { tag: "team", value: "x".repeat(1000), field: "elsewhere" };
  expect(doubted([alice, long], "the chain is too long")).toEqual({
    unproven: [
      { tag: "studiouserid", value: "alice", why: "the chain is too long (somewhere)" },
      { tag: "team", value: shown(long.value), why: "the chain is too long (elsewhere)" },
    ],
  });
});
