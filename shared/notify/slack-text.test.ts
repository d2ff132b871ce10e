import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { anyCharacter } from "../../test/any-character.ts";
import { cut, escaped, plain } from "./slack-text.ts";

test("plain text is shown as it is, never empty, never too long", () => {
  expect(plain("*a* :b: <!channel>", 50)).toEqual({ type: "plain_text", text: "*a* :b: <!channel>", emoji: false });
  expect(plain("", 50).text).toBe("-");
  fc.assert(
    fc.property(
      fc.string({ unit: anyCharacter, maxLength: 400 }),
      fc.integer({ min: 2, max: 200 }),
      (text, longest) => {
        const shown = plain(text, longest).text;
        expect(shown.length).toBeLessThanOrEqual(longest);
        expect(shown).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
      },
    ),
  );
});

test.each([
  ["abc", 3, "abc"],
  ["abcd", 3, "ab…"],
  ["a😀d", 3, "a\uFFFD…"],
])("%s within %d", (text, longest, shown) => expect(cut(text, longest)).toBe(shown));

test("escaped text begins no mention and no link", () => {
  expect(escaped("<!channel> & <https://evil|ok>")).toBe("&lt;!channel&gt; &amp; &lt;https://evil|ok&gt;");
});
