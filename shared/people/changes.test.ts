import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { tagMap } from "../model/tags.ts";
import { changesTo, writesOf } from "./changes.ts";
import { groundWith, profileIn } from "./fixture.ts";
import { profileWanted } from "./wanted.ts";

const ground = groundWith();
const wanted = profileWanted("alice", ground);
const right = profileIn(ground, "alice");

test.each([
  ["nothing", {}, []],
  ["another tag", { tags: { ...right.tags, purpose: "x" } }, []],
  [
    "no tags",
    { tags: {} },
    [
      ["team", null, "TeamA"],
      ["studiouserid", null, "alice"],
    ],
  ],
  ["another person", { tags: { ...right.tags, studiouserid: "bob" } }, [["studiouserid", "bob", "alice"]]],
  ["another spelling", { tags: { ...right.tags, Team: "TeamB" } }, [["Team", "TeamB", null]]],
  ["no role", { executionRole: undefined }, [["role", null, wanted.executionRole]]],
  ["another role", { executionRole: "arn:x" }, [["role", "arn:x", wanted.executionRole]]],
])("%s", (_, change, expected) => {
  const changes = changesTo(wanted, { ...right, ...change }, ground.keys);
  expect(changes.map((one) => [one.what === "tag" ? one.key : "role", one.before, one.after])).toEqual(expected);
});

test("whatever the profile is, what is written ends the difference, and touches no other tag", () => {
  const keys = fc.constantFrom("team", "Team", "TEAM", "studiouserid", "StudioUserId", "purpose", "__proto__");
  const tags = fc.dictionary(keys, fc.constantFrom("alice", "bob", "TeamA", ""), { noNullPrototype: false });
  fc.assert(
    fc.property(tags, fc.option(fc.constantFrom("arn:x", wanted.executionRole), { nil: undefined }), (some, role) => {
      const {
        add,
        remove,
        role: newRole,
      } = writesOf(changesTo(wanted, { tags: some, executionRole: role }, ground.keys));
      const kept = Object.entries(some).filter(([key]) => !remove.includes(key));
      const after = { tags: tagMap([...kept, ...Object.entries(add)]), executionRole: newRole ?? role };
      expect(changesTo(wanted, after, ground.keys)).toEqual([]);
      expect(after.tags.purpose).toBe(some.purpose);
    }),
  );
});
