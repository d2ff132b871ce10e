import fc from "fast-check";

const [beforeSurrogates, afterSurrogates] = [0xd800, 0xe000];

const characterOf = (index: number): string =>
  String.fromCodePoint(index < beforeSurrogates ? index : index - beforeSurrogates + afterSurrogates);

const indexOf = (text: unknown): number => {
  const point = String(text).codePointAt(0) ?? -1;
  const index = point < beforeSurrogates ? point : point - afterSurrogates + beforeSurrogates;
  if (index < 0 || characterOf(index) !== text) throw new Error("not one character");
  return index;
};

/** fast-check's `binary`, which lists all its 1,112,064 characters before it makes the first: half a second of a core in each file. */
export const anyCharacter: fc.Arbitrary<string> = fc
  .nat({ max: 0x10ffff - (afterSurrogates - beforeSurrogates) })
  .map(characterOf, indexOf);
