import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { readTagList, readTagMap } from "./tags.ts";

const long = "x".repeat(3_000);

test.each<[string, unknown, object, boolean]>([
  ["none", undefined, {}, true],
  ["null", null, {}, true],
  [
    "pairs",
    [
      { key: "a", value: "1" },
      { Key: "b", Value: "2" },
    ],
    { a: "1", b: "2" },
    true,
  ],
  [
    "a repeated key",
    [
      { key: "a", value: "1" },
      { key: "a", value: "1" },
    ],
    { a: "1" },
    true,
  ],
  [
    "a key with two values has none",
    [
      { key: "a", value: "1" },
      { key: "b", value: "1" },
      { key: "a", value: "2" },
    ],
    { b: "1" },
    false,
  ],
  ["no key", [{ value: "1" }], {}, false],
  ["an empty key", [{ key: "", value: "1" }], {}, false],
  ["no value", [{ key: "a" }], {}, false],
  ["a number", [{ key: "a", value: 1 }], {}, false],
  [
    "too long",
    [
      { key: "a", value: long },
      { key: long, value: "1" },
    ],
    {},
    false,
  ],
  ["text", "HIDDEN_DUE_TO_SECURITY_REASONS", {}, false],
  ["a map", { a: "1" }, {}, false],
])("a list: %s", (_, value, tags, complete) => {
  expect(readTagList(value)).toEqual({ tags, complete });
});

test.each<[string, unknown, object, boolean]>([
  ["none", undefined, {}, true],
  ["pairs", { a: "1", b: "" }, { a: "1", b: "" }, true],
  ["a number", { a: 1, b: "2" }, { b: "2" }, false],
  ["a list", [], {}, false],
])("a map: %s", (_, value, tags, complete) => {
  expect(readTagMap(value)).toEqual({ tags, complete });
});

test("every list of tags that a service accepts is read whole, whatever its keys", () => {
  const text = fc.string({ maxLength: 256 });
  const key = fc.oneof(
    fc.constantFrom("__proto__", "constructor", "toString"),
    fc.string({ minLength: 1, maxLength: 128 }),
  );
  fc.assert(
    fc.property(fc.dictionary(key, text, { maxKeys: 50 }), fc.boolean(), (map, lower) => {
      const list = Object.entries(map).map(([name, value]) =>
        lower ? { key: name, value } : { Key: name, Value: value },
      );
      const read = readTagList(list);
      expect(read.complete).toBe(true);
      expect(Object.entries(read.tags).toSorted()).toEqual(Object.entries(map).toSorted());
      expect(readTagMap(map).tags).toEqual(read.tags);
    }),
  );
});
