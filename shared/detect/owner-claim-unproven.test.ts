import { expect, test } from "@jest/globals";
import { aliceProven, creation, settings, unattributed } from "../../test/fixtures.ts";
import { ownerClaimUnproven } from "./owner-claim-unproven.ts";
import type { SeenCreation } from "./rule.ts";

const perfect: SeenCreation = { creation, attribution: aliceProven, current: {}, settings };

test.each([
  ["no claim is clean", {}, []],
  [
    "a claim",
    { attribution: { ...unattributed, unproven: [{ tag: "team", value: "TeamB", why: "the session proves nobody" }] } },
    ["team is claimed to be TeamB: the session proves nobody"],
  ],
] as const)("%s", (_, change, expected) => {
  expect(ownerClaimUnproven.detect({ ...perfect, ...(change as object) })).toEqual(expected);
});
