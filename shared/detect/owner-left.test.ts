import { expect, test } from "@jest/globals";
import { aliceProven, creation, settings } from "../../test/fixtures.ts";
import { ownerLeft } from "./owner-left.ts";
import type { SeenCreation } from "./rule.ts";

const perfect: SeenCreation = { creation, attribution: aliceProven, current: {}, settings };

test.each([
  ["nobody left", {}, []],
  [
    "one left",
    { attribution: { ...aliceProven, orphaned: [{ tag: "studiouserid", value: "alice" }] } },
    ["studiouserid alice has left the directory"],
  ],
] as const)("%s", (_, change, expected) => {
  expect(ownerLeft.detect({ ...perfect, ...(change as object) })).toEqual(expected);
});
