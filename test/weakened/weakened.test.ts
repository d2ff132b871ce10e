import { describe, expect, test } from "@jest/globals";
import { redundant } from "./redundant.ts";
import { seenBy, weakenings } from "./scenes.ts";

/**
 * Whatever a statement of policies/studio loses, verify sees it, or something else holds what it held: redundant.ts says what.
 * All of them take minutes: each 30th is tried, unless WEAKEN_EACH=1.
 */
const each = Number(process.env.WEAKEN_EACH ?? 30);
const nameOf = ({ file, name }: { file: string; name: string }): string => `${file} ${name}`;
const names = redundant.flatMap((row) =>
  Object.entries(row.names).flatMap(([file, of]) => of.split(" | ").map((name) => `${file} ${name}`)),
);
const listed = new Set(names);

test("what is redundant is a weakening that there is, once", () => {
  const all = new Set(weakenings.map(nameOf));
  expect([...listed].filter((name) => !all.has(name))).toEqual([]);
  expect(names).toHaveLength(listed.size);
});

describe("verify sees", () => {
  const tried = weakenings.filter((_, index) => index % each === 0);
  test.each(tried.map((weakening) => [nameOf(weakening), weakening] as const))("%s", (name, weakening) => {
    expect(seenBy(weakening) !== undefined).toBe(!listed.has(name));
  });
});
