import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { toDocument } from "./document.ts";

test("what is small stays as it is", () => {
  const plain = fc.jsonValue({ maxDepth: 4 });
  fc.assert(fc.property(plain, (value) => expect(toDocument(value)).toBe(JSON.stringify(value))));
});

test("what is large is cut, and never beyond the limit", () => {
  expect(JSON.parse(toDocument({ text: "x".repeat(5_000) })).text).toMatch(/^x{2047}…$/);
  const list = JSON.parse(toDocument(Array.from({ length: 1_000 }, (_, index) => index)));
  expect(list).toHaveLength(200);
  expect([list[19], list[20], list[199]]).toEqual([19, 820, 999]);
});

test("bytes count, not characters", () => {
  const wide = Array.from({ length: 100 }, () => "漢".repeat(2_000));
  expect(() => toDocument(wide)).toThrow(/would have 600\d{3} bytes, at most 350000/);
});
