/**
 * IAM's wildcards, `*` any characters and `?` one, of which both sides may be chosen by somebody we do not trust. A segment
 * between two stars is looked for once, from the left: nothing backtracks over a star. Segments with `?` are compared place
 * by place, at most length times length.
 */

export interface GlobOptions {
  ignoreCase?: boolean;
}

export const matches = (pattern: string, text: string, options?: GlobOptions): boolean => {
  const [p, t] = inCase([pattern, text], options);
  return hasPlace(p, t, {
    fits: fitsText,
    isPlain: (segment) => !/[?\u{e02a}\u{e03f}]/u.test(segment),
    star: undefined,
  });
};

/**
 * All that `narrow` matches, `wide` matches as well. A `?` of the narrow one stands for a character that the wide one does not
 * name. Its star stands for no character while a gap is not yet long enough, and breaks whatever segment has begun: that
 * is the worst it may stand for.
 */
export const covers = (wide: string, narrow: string, options?: GlobOptions): boolean => {
  const [w, n] = inCase([wide, narrow], options);
  if (!w.includes("*") && n.includes("*")) return false;
  return hasPlace(w, n, { fits: fitsPattern, isPlain: (segment) => !segment.includes("?"), star: "*" });
};

/** Some text matches both. */
export const overlaps = (one: string, other: string, options?: GlobOptions): boolean => {
  const [a, b] = inCase([one, other], options);
  const either: Way = { fits: eitherFits, isPlain: () => false, star: undefined };
  if (!b.includes("*")) return hasPlace(a, b, either);
  if (!a.includes("*")) return hasPlace(b, a, either);
  // The stars take in whatever stands in the middle of the other: only beginnings and ends can be in each other's way.
  return (
    startsAlike(a.slice(0, a.indexOf("*")), b.slice(0, b.indexOf("*"))) &&
    startsAlike(backwards(a.slice(a.lastIndexOf("*") + 1)), backwards(b.slice(b.lastIndexOf("*") + 1)))
  );
};

type Fits = (wanted: string | undefined, character: string | undefined) => boolean;

interface Way {
  fits: Fits;
  /** Whether a segment stands for itself alone, so that it can be looked for as text. */
  isPlain(segment: string): boolean;
  /** What in the text is no character. */
  star: string | undefined;
}

const inCase = (texts: readonly [string, string], options: GlobOptions | undefined): readonly [string, string] =>
  options?.ignoreCase === true ? [texts[0].toLowerCase(), texts[1].toLowerCase()] : texts;

/** Private characters stand for `*` and `?` that are no wildcards. */
const escapes: ReadonlyMap<string | undefined, string> = new Map([
  ["\u{e02a}", "*"],
  ["\u{e03f}", "?"],
]);

/** A text as a pattern that matches this text only. */
export const literal = (text: string): string => text.replaceAll("*", "\u{e02a}").replaceAll("?", "\u{e03f}");

const fitsText: Fits = (wanted, character) =>
  wanted === character || wanted === "?" || escapes.get(wanted) === character;
const fitsPattern: Fits = (wanted, character) => character !== "*" && (wanted === character || wanted === "?");
const eitherFits: Fits = (wanted, character) => wanted === character || wanted === "?" || character === "?";

const startsAlike = (one: string, other: string): boolean => {
  const length = Math.min(one.length, other.length);
  return fitsAt(one.slice(0, length), other, 0, eitherFits);
};

const backwards = (text: string): string => text.split("").toReversed().join("");

const fitsAt = (segment: string, text: string, at: number, fits: Fits): boolean => {
  for (let index = 0; index < segment.length; index++) if (!fits(segment[index], text[at + index])) return false;
  return true;
};

/** `start`, then for each gap at least `least` characters and its `segment`; the last segment ends the text. */
interface Gaps {
  start: string;
  gaps: readonly { least: number; segment: string }[];
}

/** `?` beside a star says only how long a gap is at least, so it joins the gap: `a?*?b` is a, two or more, b. */
const readGaps = (pattern: string): Gaps => {
  const parts = pattern.split("*");
  const first = parts[0] ?? "";
  const start = withoutEnd(first);
  const gaps: { least: number; segment: string }[] = [];
  let least = first.length - start.length;
  for (const [index, part] of parts.slice(1).entries()) {
    const isLast = index === parts.length - 2;
    const fromLetter = part.replace(/^\?+/, "");
    least += part.length - fromLetter.length;
    const segment = isLast ? fromLetter : withoutEnd(fromLetter);
    if (segment === "" && !isLast) continue;
    gaps.push({ least, segment });
    least = fromLetter.length - segment.length;
  }
  return { start, gaps };
};

/** Without the `?` at its end. A regular expression would look from each `?` on, again and again. */
const withoutEnd = (part: string): string => {
  let end = part.length;
  while (part[end - 1] === "?") end--;
  return part.slice(0, end);
};

/** Whether the segments of a pattern have their places in a text, one after another, each as far left as can be. */
const hasPlace = (pattern: string, text: string, way: Way): boolean => {
  if (!pattern.includes("*")) return pattern.length === text.length && fitsAt(pattern, text, 0, way.fits);
  if (!beginsLike(pattern, text, way.fits)) return false;
  const { start, gaps } = readGaps(pattern);
  if (text.length < start.length || !fitsAt(start, text, 0, way.fits)) return false;
  let at = start.length;
  for (const [index, { least, segment }] of gaps.entries()) {
    const from = skip(text, at, least, way.star);
    if (index === gaps.length - 1) return endsWith(segment, text, from, way.fits);
    const found = find(segment, text, from, way);
    if (found === undefined) return false;
    at = found + segment.length;
  }
  return false;
};

/** Most patterns fall here, before anything is taken apart. */
const beginsLike = (pattern: string, text: string, fits: Fits): boolean => {
  for (let at = 0; pattern[at] !== "*" && pattern[at] !== "?"; at++) if (!fits(pattern[at], text[at])) return false;
  return true;
};

/** So many characters further; beyond the end where there are not so many. */
const skip = (text: string, from: number, least: number, star: string | undefined): number => {
  let at = from;
  for (let left = least; left > 0; at++) {
    if (at >= text.length) return text.length + 1;
    if (text[at] !== star) left--;
  }
  return at;
};

const endsWith = (segment: string, text: string, from: number, fits: Fits): boolean => {
  const at = text.length - segment.length;
  return at >= from && fitsAt(segment, text, at, fits);
};

const find = (segment: string, text: string, from: number, { fits, isPlain }: Way): number | undefined => {
  if (isPlain(segment)) {
    const found = text.indexOf(segment, from);
    return found < 0 ? undefined : found;
  }
  for (let at = from; at + segment.length <= text.length; at++) if (fitsAt(segment, text, at, fits)) return at;
  return undefined;
};
