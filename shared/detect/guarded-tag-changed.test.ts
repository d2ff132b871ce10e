import { expect, test } from "@jest/globals";
import { aliceProven, retag } from "../../test/fixtures.ts";
import { guardedTagChanged } from "./guarded-tag-changed.ts";
import type { SeenRetag } from "./rule.ts";

const perfect: SeenRetag = { retag, recorded: aliceProven.owner, changed: ["team"], round: 1, isProvisioner: false };

test.each([
  ["nothing changed", { changed: [] }, []],
  ["one key", {}, [expect.stringContaining("changed team of a resource owned by alice in TeamA (round 1)")]],
  ["both keys", { changed: ["studiouserid", "team"] }, [expect.stringContaining("studiouserid and team")]],
  [
    "without an ARN the type is named",
    { retag: { ...retag, principal: { type: "AWSService" } } },
    [expect.stringMatching(/^AWSService/)],
  ],
  [
    "nobody recorded",
    { recorded: { team: null, studiouserid: null } },
    [expect.stringContaining("owned by nobody in no team")],
  ],
])("%s", (_, change, expected) => {
  expect(guardedTagChanged.detect({ ...perfect, ...change })).toEqual(expected);
});
