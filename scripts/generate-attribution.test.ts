import { describe, expect, test } from "@jest/globals";
import { resolverIds } from "../shared/model/owner.ts";
import { describedIn, generateAttributionPage } from "./generate-attribution.ts";

const perfect = `
/** Something else. */
const other = 1;

/**
 * The tags of what
 * is tried.
 *
 * What it trusts: the one
 * who tries.
 *
 * What it cannot see: the rest.
 */
export const tried: Resolver = {
`;

describe("a resolver's docstring", () => {
  test("says what it is, what it trusts and what it cannot see", () => {
    expect(describedIn(perfect, "tried.ts")).toEqual({
      what: "The tags of what is tried.",
      trusts: "the one who tries.",
      blind: "the rest.",
    });
  });

  test.each([
    ["What it trusts:", perfect.replace("What it trusts:", "It trusts:")],
    ["What it cannot see:", perfect.replace("What it cannot see:", "It sees:")],
    ["What it trusts:", perfect.replace("export const tried", "const between = 2;\nexport const tried")],
  ])("is asked for %s: %#", (missing, source) => {
    expect(() => describedIn(source, "tried.ts")).toThrow(
      `tried.ts: the resolver's docstring has no paragraph "${missing} …"`,
    );
  });
});

test("every resolver has its row and its section, in the order in which they are asked", () => {
  const page = generateAttributionPage();
  expect([...page.matchAll(/^## (.+)$/gm)].map(([, id]) => id)).toEqual([...resolverIds]);
  expect([...page.matchAll(/^\| \d+ \| \[(.+?)\]/gm)].map(([, id]) => id)).toEqual([...resolverIds]);
});
