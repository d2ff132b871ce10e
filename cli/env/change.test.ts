import { expect, test } from "@jest/globals";
import { absent, allKept, given, keptIn } from "./change.ts";
import { type Former, formerNames, formerOf } from "./former.ts";

test("a value that is empty is given, one that is not there is absent", () => {
  const values = formerOf({ AWS_PROFILE: "", AWS_REGION: "r" });
  expect(given(values)).toEqual([
    ["AWS_PROFILE", ""],
    ["AWS_REGION", "r"],
  ]);
  expect(absent(values)).toHaveLength(formerNames.length - 2);
  expect(given({} as Former)).toEqual(absent({} as Former));
  expect(allKept).toContain(keptIn("AWS_PROFILE"));
});
