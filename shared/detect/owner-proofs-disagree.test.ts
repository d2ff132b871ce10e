import { expect, test } from "@jest/globals";
import { aliceProven, creation, settings } from "../../test/fixtures.ts";
import { ownerProofsDisagree } from "./owner-proofs-disagree.ts";
import type { SeenCreation } from "./rule.ts";

const perfect: SeenCreation = { creation, attribution: aliceProven, current: {}, settings };
const conflict = {
  tag: "team",
  claimed: "TeamB",
  claimedIn: "session tags",
  proven: null,
  provenIn: "settings.people.alice.team",
} as const;

test.each([
  ["no conflict is clean", {}, []],
  [
    "two proofs",
    { attribution: { ...aliceProven, conflicts: [conflict] } },
    ["team is TeamB in session tags, which settings.people.alice.team excludes"],
  ],
  [
    "a claim against a proof is another rule",
    { attribution: { ...aliceProven, conflicts: [{ ...conflict, proven: "TeamA" }] } },
    [],
  ],
] as const)("%s", (_, change, expected) => {
  expect(ownerProofsDisagree.detect({ ...perfect, ...(change as object) })).toEqual(expected);
});
