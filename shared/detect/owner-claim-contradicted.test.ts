import { expect, test } from "@jest/globals";
import { aliceProven, creation, settings } from "../../test/fixtures.ts";
import { ownerClaimContradicted } from "./owner-claim-contradicted.ts";
import type { SeenCreation } from "./rule.ts";

const perfect: SeenCreation = { creation, attribution: aliceProven, current: {}, settings };
const conflict = {
  tag: "studiouserid",
  claimed: "bob",
  claimedIn: "request",
  proven: "alice",
  provenIn: "session",
} as const;

test.each([
  ["no conflict is clean", {}, []],
  [
    "a claim against the proof",
    { attribution: { ...aliceProven, conflicts: [conflict] } },
    ["studiouserid is claimed to be bob (request), but session proves alice"],
  ],
  [
    "two proofs that exclude each other are another rule",
    { attribution: { ...aliceProven, conflicts: [{ ...conflict, proven: null }] } },
    [],
  ],
] as const)("%s", (_, change, expected) => {
  expect(ownerClaimContradicted.detect({ ...perfect, ...(change as object) })).toEqual(expected);
});
