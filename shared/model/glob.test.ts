import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { matchesAny, matchesGlob } from "./glob.ts";

describe("matchesGlob", () => {
  test.each([
    ["arn:aws:iam::111122223333:role/terraform", "arn:aws:iam::*:role/terraform", true],
    ["arn:aws:iam::111122223333:role/terraform-2", "arn:aws:iam::*:role/terraform", false],
    ["abc", "a?c", true],
    ["ac", "a?c", false],
    ["", "*", true],
    ["", "", true],
    ["a", "", false],
    ["aXbXc", "a*b*c", true],
    ["a.c", "a\\.c", false],
  ])("%s against %s is %s", (text, pattern, expected) => {
    expect(matchesGlob(text, pattern)).toBe(expected);
  });

  test("a text matches itself, and any text built from the pattern's literals", () => {
    const literal = fc.string().map((text) => text.replaceAll(/[*?]/g, ""));
    fc.assert(
      fc.property(fc.array(literal, { minLength: 1, maxLength: 5 }), fc.string(), (parts, filler) => {
        expect(matchesGlob(parts.join(filler), parts.join("*"))).toBe(true);
      }),
    );
  });

  test("the worst pattern does not explode", () => {
    expect(matchesGlob("a".repeat(20_000), `${"a*".repeat(200)}b`)).toBe(false);
  });
});

test("matchesAny of an absent text is false", () => {
  expect(matchesAny(undefined, ["*"])).toBe(false);
  expect(matchesAny("x", ["y", "x"])).toBe(true);
});
