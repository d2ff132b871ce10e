import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { anyCharacter } from "../../test/any-character.ts";
import { linesOf, parseJson } from "./json.ts";

describe("parseJson", () => {
  test("says which keys stand twice, and where", () => {
    const text = '{"a":[{"b":1,"c":"x:y,{"},{"b":2,"\\u0062":3}],"a":0,"d":{"\\"":1,"\\"":2}}';
    expect(parseJson(text)).toMatchObject({ duplicates: [["a", 1, "b"], ["a"], ["d", '"']] });
  });

  test.each([
    ["[".repeat(100_000), "not-json"],
    ["[".repeat(60_000) + "]".repeat(60_000), "too-deep"],
    [`{"${String.raw`\"`.repeat(60_000)}`, "not-json"],
    [`${'{"a":'.repeat(33)}1${"}".repeat(33)}`, "too-deep"],
    ["{", "not-json"],
    ["", "not-json"],
    ['{"a":secret}', "not-json"],
  ])("%.20s is %s", (text, problem) => {
    const parsed = parseJson(text);
    expect(parsed).toMatchObject({ problem });
    expect(JSON.stringify(parsed)).not.toContain("secret");
  });

  test("names the line", () => {
    expect(parseJson('{\n"a": 1,\n"b" 2}')).toEqual({
      ...{ problem: "not-json", what: "not JSON: see its line 3" },
      at: 14,
    });
  });

  test("reads what JSON.parse reads, and finds no key twice in what JSON.stringify wrote", () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), (text) => {
        expect(parseJson(text)).toEqual({ value: JSON.parse(text), duplicates: expect.any(Array) });
        expect(parseJson(JSON.stringify(JSON.parse(text)))).toMatchObject({ duplicates: [] });
      }),
    );
  });

  test("any text ends in a value or a problem", () => {
    fc.assert(fc.property(fc.string({ unit: anyCharacter }), (text) => void expect(parseJson(text)).toBeDefined()));
  });
});

test("linesOf: each key's line in the printed text", () => {
  const value = fc.object({
    maxDepth: 3,
    key: fc.stringMatching(/^[a-z]{1,5}$/),
    values: [fc.nat(), fc.constant("x")],
  });
  fc.assert(
    fc.property(value, (object) => {
      const printed = JSON.stringify(object, null, 2).split("\n");
      const line = linesOf(object);
      for (const key of Object.keys(object)) {
        expect(printed[(line(object, key) ?? 0) - 1]).toMatch(new RegExp(`^  "${key}":`));
      }
      expect(line(object, "no such key")).toBeUndefined();
    }),
  );
});
