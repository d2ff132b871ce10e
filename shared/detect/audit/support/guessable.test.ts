import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { bitsOf } from "./guessable.ts";

const digits = "0123456789";
const small = "abcdefghijklmnopqrstuvwxyz";
const capitals = small.toUpperCase();

/** Evenly, from a seed: fast-check prefers the first of a list. */
const random = (alphabet: string, length: number, seed: number): string => {
  let state = seed;
  return Array.from({ length }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return alphabet[Math.floor((state / 2 ** 32) * alphabet.length)];
  }).join("");
};

test.each([
  ["letters and digits", small + capitals + digits, 16, 1],
  ["small letters and digits", small + digits, 20, 2],
  ["hexadecimal", `abcdef${digits}`, 20, 1],
])("random %s: hardly one of a thousand counts as guessable", (_, alphabet, length, most) => {
  const weak = Array.from({ length: 1_000 }, (_, seed) => random(alphabet, length, seed * 7_919 + 1)).filter(
    (text) => bitsOf(text, ["auger"]) < 48,
  );
  expect(weak.length).toBeLessThanOrEqual(most);
});

test.each(["snowflake-integration-01", "northern traders", "Acme_Datalake", "correct-horse-staple", "auger-for-acme"])(
  "words: %s",
  (text) => expect(bitsOf(text, ["auger"])).toBeLessThan(48),
);

test("what is known adds nothing to guess", () => {
  expect(bitsOf("999988887777", [])).toBeGreaterThan(bitsOf("999988887777", ["999988887777"]));
  expect(bitsOf("AUGER-x", ["auger"])).toBe(bitsOf("auger-x", ["auger"]));
});

test("longer is never easier by much, and nothing is less than nothing", () => {
  fc.assert(fc.property(fc.string(), (text) => expect(bitsOf(text, [])).toBeGreaterThanOrEqual(0)));
});

test("a giant text ends", () => expect(bitsOf("Ab1".repeat(400), ["a"])).toBeGreaterThan(48));
