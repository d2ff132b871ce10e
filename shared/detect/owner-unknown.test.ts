import { expect, test } from "@jest/globals";
import { aliceProven, creation, settings, unattributed } from "../../test/fixtures.ts";
import { ownerUnknown } from "./owner-unknown.ts";
import type { SeenCreation } from "./rule.ts";

const perfect: SeenCreation = { creation, attribution: aliceProven, current: {}, settings };

test.each([
  ["both proven is clean", {}, []],
  ["nobody", { attribution: unattributed }, ["nothing proves team and studiouserid"]],
  [
    "a team without a person",
    { attribution: { ...unattributed, owner: { ...aliceProven.owner, studiouserid: null } } },
    ["nothing proves studiouserid"],
  ],
] as const)("%s", (_, change, expected) => {
  expect(ownerUnknown.detect({ ...perfect, ...(change as object) })).toEqual(expected);
});
