import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { anyCharacter } from "../../test/any-character.ts";
import { asciiLine, plainText } from "./plain-text.ts";

describe("what cannot be seen is shown", () => {
  test.each([
    ["a line break", "a\nb", "a\\u000ab"],
    ["a return", "a\r\nb", "a\\u000d\\u000ab"],
    ["a tab", "a\tb", "a\\u0009b"],
    ["a null", "a\0b", "a\\u0000b"],
    ["an escape sequence", "\u001b[31mred", "\\u001b[31mred"],
    ["a C1 control", "a\u0085b", "a\\u0085b"],
    ["a bidi override", "invoice\u202Efdp.exe", "invoice\\u202efdp.exe"],
    ["a bidi isolate", "a\u2066b\u2069", "a\\u2066b\\u2069"],
    ["an Arabic letter mark", "a\u061Cb", "a\\u061cb"],
    ["a zero-width space", "al\u200Bice", "al\\u200bice"],
    ["a zero-width joiner", "al\u200Dice", "al\\u200dice"],
    ["a byte order mark", "\uFEFFalice", "\\ufeffalice"],
    ["a soft hyphen", "ali\u00ADce", "ali\\u00adce"],
    ["a line separator", "a\u2028b", "a\\u2028b"],
    ["a tag character", "a\u{E0041}b", "a\\ue0041b"],
    ["private use", "a\uE000b", "a\\ue000b"],
    ["half a character", "a\uD800b", "a\uFFFDb"],
  ])("%s", (_, text, shown) => expect(plainText(text)).toBe(shown));
});

test.each(["alice@example.com", "Zoë Müller", "機械学習", "arn:aws:iam::1:role/a/b-c_d", "<b>&amp;</b>", "😀"])(
  "%s stays as it is",
  (text) => expect(plainText(text)).toBe(text),
);

test("what is too long is cut", () => {
  expect(plainText("x".repeat(501))).toBe(`${"x".repeat(500)}…`);
  expect(plainText("x".repeat(500))).toBe("x".repeat(500));
  expect(plainText("😀😀", 3)).toBe("😀\uFFFD…");
  expect(plainText("\n".repeat(100), 12)).toBe("\\u000a\\u000a…");
});

test("nothing invisible is left of any text", () => {
  fc.assert(
    fc.property(fc.string({ unit: anyCharacter }), (text) => {
      const shown = plainText(text);
      expect(shown).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u);
      expect(shown.isWellFormed()).toBe(true);
    }),
  );
});

test("an ASCII line is printable ASCII of at most its length", () => {
  expect(asciiLine("Zoë\nBcc: x", 100)).toBe("Zo?\\u000aBcc: x");
  fc.assert(
    fc.property(fc.string({ unit: anyCharacter, maxLength: 300 }), (text) => {
      expect(asciiLine(text, 100)).toMatch(/^[ -~]{0,100}$/);
    }),
  );
});
