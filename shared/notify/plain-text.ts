/**
 * Names come from people we do not trust: nothing of theirs may break a line, hide, or turn the reading direction. Such
 * characters are shown as `\u202e`; what is too long is cut.
 */
export const plainText = (text: string, longest = 500): string => {
  const visible = text.slice(0, longest).toWellFormed().replaceAll(invisible, escaped);
  const isCut = text.length > longest || visible.length > longest;
  return isCut ? `${visible.slice(0, longest).toWellFormed()}…` : visible;
};

/** Controls, format characters (bidi, zero width, tags), line and paragraph separators, private use, unassigned. */
const invisible = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}]/gu;

const escaped = (character: string): string => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`;

/** One line of printable ASCII. */
export const asciiLine = (text: string, longest: number): string =>
  plainText(text, longest)
    .replaceAll(/[^ -~]/g, "?")
    .slice(0, longest);
