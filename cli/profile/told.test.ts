import { expect, test } from "@jest/globals";
import { changeLines } from "./told.ts";

test("one line for each change", () => {
  expect(
    changeLines([
      { what: "tag", key: "team", before: null, after: "TeamA" },
      { what: "tag", key: "Team", before: "TeamB", after: null },
      { what: "role", before: "arn:a", after: "arn:b" },
    ]),
  ).toEqual(["tag team: nothing -> TeamA", "tag Team: TeamB -> nothing", "execution role: arn:a -> arn:b"]);
});
