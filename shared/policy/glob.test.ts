import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { covers, matches, overlaps } from "./glob.ts";

describe("matches", () => {
  test.each([
    ["s3:Get*", "s3:GetObject", true],
    ["s3:get*", "s3:GetObject", false],
    ["arn:aws:s3:::b/?", "arn:aws:s3:::b/", false],
    ["", "", true],
  ])("%s matches %s: %s", (pattern, text, expected) => expect(matches(pattern, text)).toBe(expected));

  test("actions do not mind case", () => expect(matches("S3:get*", "s3:GetObject", { ignoreCase: true })).toBe(true));
});

describe("covers", () => {
  test.each([
    ["*", "", true],
    ["*", "*", true],
    ["s3:*", "s3:Get*", true],
    ["s3:Get*", "s3:*", false],
    ["?*", "*?", true],
    ["*?", "?*", true],
    ["*?*", "*a*", true],
    ["*?*", "*", false],
    ["**", "*", true],
    ["a", "?", false],
    ["?", "a", true],
    ["a*a", "a", false],
    ["*aa", "a*a", false],
    ["a?*a", "a*a", false],
    ["a?*a", "a*aa", true],
    ["*ab", "*aab", true],
    ["*a?", "*a*", false],
    ["arn:aws:s3:::acme/*", "arn:aws:s3:::acme/exports/*", true],
    ["arn:aws:s3:::acme/*", "arn:aws:s3:::acme*", false],
    ["arn:aws:iam::*:role/vendor/*", "arn:aws:iam::111122223333:role/vendor/x/y", true],
  ])("%s covers %s: %s", (wide, narrow, expected) => expect(covers(wide, narrow)).toBe(expected));

  test("case", () => expect(covers("S3:*", "s3:get*", { ignoreCase: true })).toBe(true));
});

describe("overlaps", () => {
  test.each([
    ["s3:Get*", "s3:*Object", true],
    ["s3:Get*", "s3:Put*", false],
    ["*a", "*b", false],
    ["a?c", "?b?", true],
    ["ab", "abc", false],
    ["a*b*c", "abc", true],
    ["a*b*c", "ac", false],
    ["a*bb*", "a??", true],
    ["*", "", true],
    ["?", "", false],
  ])("%s overlaps %s: %s", (one, other, expected) => {
    expect(overlaps(one, other)).toBe(expected);
    expect(overlaps(other, one)).toBe(expected);
  });

  test("case", () => expect(overlaps("S3:*", "s3:get*", { ignoreCase: true })).toBe(true));
});

/** All texts over `alphabet` up to a length. */
const textsUpTo = (length: number, alphabet: string): readonly string[] => {
  const texts = [""];
  for (let at = 0; at < texts.length; at++) {
    const text = texts[at] ?? "";
    if (text.length < length) texts.push(...alphabet.split("").map((character) => text + character));
  }
  return texts;
};

describe("against brute force", () => {
  // `x` is in no pattern, and the shortest text that two patterns of 4 share has at most 8 characters.
  const texts = textsUpTo(8, "abx");
  const pattern = fc.string({ unit: fc.constantFrom("a", "b", "*", "?"), maxLength: 4 });
  const asRegExp = (glob: string): RegExp => new RegExp(`^${glob.replaceAll("?", ".").replaceAll(/\*+/g, ".*")}$`, "s");
  const matchedBy = (glob: string): ReadonlySet<string> => {
    const form = asRegExp(glob);
    return new Set(texts.filter((text) => form.test(text)));
  };

  test("covers is inclusion, overlaps is a text in common, matches is membership", () => {
    fc.assert(
      fc.property(pattern, pattern, fc.constantFrom(...texts), (one, other, text) => {
        const [mine, yours] = [matchedBy(one), matchedBy(other)];
        expect(matches(one, text)).toBe(mine.has(text));
        expect(covers(one, other)).toBe([...yours].every((each) => mine.has(each)));
        expect(overlaps(one, other)).toBe([...yours].some((each) => mine.has(each)));
      }),
      { numRuns: 300 },
    );
  });
});

test.each([
  ["a*".repeat(3_000), `${"a".repeat(6_000)}b`],
  [`*${"a".repeat(3_000)}b`, "a".repeat(6_000)],
  ["?*".repeat(3_000), "*?".repeat(3_000)],
  [`*${"?a".repeat(1_500)}b`, `*${"a?".repeat(3_000)}`],
])("hostile patterns end: %#", (one, other) => {
  // Jest's own limit is the measure: a backtracking matcher would not end at all.
  for (const [wide, narrow] of [
    [one, other],
    [other, one],
  ] as const) {
    expect(typeof matches(wide, narrow)).toBe("boolean");
    expect(typeof covers(wide, narrow)).toBe("boolean");
    expect(typeof overlaps(wide, narrow)).toBe("boolean");
  }
});
