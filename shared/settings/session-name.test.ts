import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { sessionNameProblem } from "./session-name.ts";

describe("roleSessionName", () => {
  test.each(["^auger-", "^auger-[a-z0-9]+$", "^(auger|drill)-\\d{1,4}$", "auger.*x", "^a\\+b$", "^[*+{)]+$"])(
    "%s is taken",
    (pattern) => {
      expect(sessionNameProblem(pattern)).toBeUndefined();
    },
  );

  test.each([
    ["", "has 0 characters"],
    ["a".repeat(129), "has 129 characters"],
    ["(", "is no regular expression"],
    ["(a+)+$", "repeats a group"],
    ["(a|a)*$", "repeats a group"],
    ["(a){2,}", "repeats a group"],
    ["(a)\\1", "looks back or ahead"],
    ["^(?=a)b", "looks back or ahead"],
    [".*.*.*.*x", "has 4 open repetitions"],
  ])("%s is refused: %s", (pattern, why) => {
    expect(sessionNameProblem(pattern)).toContain(why);
  });

  test("what is taken compiles", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 30 }), (pattern) => {
        if (sessionNameProblem(pattern) === undefined) expect(() => new RegExp(pattern, "u")).not.toThrow();
      }),
    );
  });
});
