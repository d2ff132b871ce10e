import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { nearest } from "./nearest.ts";

describe("nearest", () => {
  test.each([
    ["enforced", ["observe", "tag", "enforce"], "enforce"],
    ["TEAMS", ["teams", "people"], "teams"],
    ["slak", ["slack", "email"], "slack"],
    ["teamA", ["TeamB", "TeamA"], "TeamA"],
    ["zzzzz", ["observe", "tag"], undefined],
    ["a", [], undefined],
    ["x".repeat(65), ["x".repeat(65)], undefined],
  ])("%s of %j is %s", (name, allowed, expected) => {
    expect(nearest(name, allowed)).toBe(expected);
  });

  test("a name is its own nearest", () => {
    const word = fc.string({ minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(
        word,
        fc.array(word),
        (name, others) => nearest(name, [...others, name])?.toLowerCase() === name.toLowerCase(),
      ),
    );
  });

  test("one replaced letter of a long name is found", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]{6,20}$/), fc.nat(5), (name, at) => {
        const wrong = `${name.slice(0, at)}#${name.slice(at + 1)}`;
        return nearest(wrong, ["0123456789", name]) === name;
      }),
    );
  });
});
