import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { withSettings } from "../../test/fixtures.ts";
import { aliceTags, createdAt, deployedAt, ground, seenWith } from "./example-existing.ts";
import { judgeUnknown } from "./judge-unknown.ts";

const newer = { createdAt };
const older = { createdAt: "2026-11-01T00:00:00.000Z" };

describe("consistent tags of the directory", () => {
  test("are left alone on what was there before, and said to be unproven", () => {
    const { verdict, reason, attribution } = judgeUnknown(seenWith(aliceTags), older);
    expect(verdict).toBe("ok");
    expect(reason).toContain("was there before Sagewarden");
    expect(attribution.owner).toEqual({ team: null, studiouserid: null });
    expect(attribution.unproven.map(({ value }) => value)).toEqual(["TeamA", "alice"]);
  });

  test("are left alone where no list tells when it was made", () => {
    expect(judgeUnknown(seenWith(aliceTags), {}).verdict).toBe("ok");
  });

  test("prove nothing on what nothing announced since", () => {
    const { verdict, reason } = judgeUnknown(seenWith(aliceTags), newer);
    expect(verdict).toBe("unowned");
    expect(reason).toContain("nothing announced its creation");
    expect(judgeUnknown(seenWith(aliceTags), { createdAt: deployedAt }).verdict).toBe("unowned");
  });

  test("of somebody who left are orphaned, not unowned", () => {
    const people = { ...ground.settings.people, alice: { team: "TeamA", left: "2026-11-01" } };
    const { verdict, attribution } = judgeUnknown(seenWith(aliceTags, { settings: withSettings({ people }) }), older);
    expect([verdict, attribution.orphaned]).toEqual(["ok", [{ tag: "studiouserid", value: "alice" }]]);
  });
});

describe.each([older, newer])("made %j", (when) => {
  test.each([
    [{ team: "TeamB", studiouserid: "alice" }, "another team than the person's"],
    [{ team: "Old name", studiouserid: "alice" }, "a team that is not in the directory"],
  ])("%j contradict each other: %s", (tags) => {
    const { verdict, attribution } = judgeUnknown(seenWith(tags), when);
    expect(verdict).toBe("mismatch");
    expect(attribution.conflicts).toEqual([
      expect.objectContaining({ claimed: tags.team, provenIn: "settings.people.alice.team" }),
    ]);
  });

  test.each([
    [{}, 0],
    [{ team: "TeamA" }, 1],
    [{ studiouserid: "alice" }, 1],
    [{ team: "TeamA", studiouserid: "mallory" }, 2],
    [{ Team: "TeamA", StudioUserId: "alice" }, 0],
  ])("%j is nobody's", (tags, claims) => {
    const { verdict, attribution } = judgeUnknown(seenWith(tags), when);
    expect([verdict, attribution.unproven.length]).toEqual(["unowned", claims]);
  });

  test("a value outside the directory is wrong, not present", () => {
    const { attribution } = judgeUnknown(seenWith({ team: "TeamA", studiouserid: "mallory" }), when);
    expect(attribution.unproven[1]?.why).toContain("the directory has no such person");
  });
});

test("whatever the tags are: nobody is ever proven, and only a person in the person's own team is ok", () => {
  const value = fc.constantFrom("TeamA", "TeamB", "alice", "bob", "mallory", "");
  const tags = fc.dictionary(fc.constantFrom("team", "studiouserid", "Team", "project"), value);
  fc.assert(
    fc.property(tags, fc.constantFrom(older, newer, {}), (given, when) => {
      const { verdict, attribution, write } = judgeUnknown(seenWith(given), when);
      expect(attribution.owner).toEqual({ team: null, studiouserid: null });
      expect(write).toBeUndefined();
      const person = given.studiouserid ?? "";
      const team = Object.hasOwn(ground.settings.people, person) ? ground.settings.people[person]?.team : undefined;
      const isConsistent = team !== undefined && given.team === team;
      expect(verdict === "ok").toBe(isConsistent && when !== newer);
    }),
  );
});
