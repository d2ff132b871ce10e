import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { BadInput } from "../../model/errors.ts";
import { parseValues } from "./parse.ts";

describe("whole documents", () => {
  test.each([
    ['{"a":1}', [{ a: 1 }]],
    ["[1,2]", [[1, 2]]],
    ['{"a":1}\n{"a":2}\n', [{ a: 1 }, { a: 2 }]],
    ['[{"a":"}{"}][{"b":"\\"]"}]', [[{ a: "}{" }], [{ b: '"]' }]]],
  ])("%s", (text, expected) => expect(parseValues("f", text)).toEqual(expected));
});

describe("what is cut or broken: BadInput with the place, and nothing of the text", () => {
  test.each([
    ['{"a":\n  {"secret":', "f:2:13: the document ends here, in the middle of what begins in line 1"],
    ['{"a":1}\n{"b', "f:2:4: the document ends here, in the middle of what begins in line 2"],
    ['{"a":1}{"secret":oops}', "f:1:17: this is no JSON"],
    ['{"a":1,}', "f:1:8: this is no JSON"],
    ['{"a":[1,]}', "f:1:1: this is no JSON"],
    ['"', "f:1:1: neither an object nor a list begins here"],
    ["]", "f:1:1: neither an object nor a list begins here"],
    ["user name", "f:1:1: neither an object nor a list begins here"],
    ["  \n", "f: it is empty"],
    ["", "f: it is empty"],
  ])("%j", (text, message) => {
    expect(() => parseValues("f", text)).toThrow(BadInput);
    expect(() => parseValues("f", text)).toThrow(message);
    expect(() => parseValues("f", text)).not.toThrow(/secret/);
  });

  test("wherever a document is cut", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue(), { minKeys: 1 }), fc.nat(), (value, at) => {
        const text = JSON.stringify(value);
        const cut = text.slice(0, at % text.length);
        expect(() => parseValues("f", cut)).toThrow(BadInput);
      }),
    );
  });
});
