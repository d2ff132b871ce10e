import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { lookupOf } from "./context.ts";
import { request } from "./fixtures.ts";
import { matches } from "./glob.ts";
import { resolve } from "./variables.ts";

const of = (text: string, context = {}, version: "2012-10-17" | "2008-10-17" = "2012-10-17") =>
  resolve(text, { lookup: lookupOf(request({ context })), version });
const variable = (name: string) => `\${${name}}`;

test.each<[string, object, object]>([
  ["plain $ and $$", {}, { plain: "plain $ and $$" }],
  [`a/${variable("x:one")}/b`, { "x:one": "1" }, { plain: "a/1/b", isUnsure: false }],
  [`${variable("x:one")}${variable("x:two")}`, { "x:one": "1", "x:two": "" }, { plain: "1", isUnsure: true }],
  [variable("x:one"), {}, { type: "null" }],
  [variable("x:one,'none'"), {}, { plain: "none" }],
  [variable("x:one , ''"), {}, { plain: "", isUnsure: true }],
  [variable("aws:PrincipalTag/a,b"), { "aws:PrincipalTag/a,b": "1" }, { plain: "1" }],
  [variable("x:one"), { "x:one": ["1", "2"] }, { type: "unknown" }],
  [variable("x:one"), { "x:one": "1", "X:one": "2" }, { type: "unknown" }],
  ["a/${x:one", { "x:one": "1" }, { type: "unknown" }],
  [`${variable("x:one")}\${`, {}, { type: "null" }],
])("%s with %j", (text, context, expected) => expect(of(text, context)).toMatchObject(expected));

test("the older version has no variables", () => {
  expect(of(variable("x:one"), {}, "2008-10-17")).toMatchObject({ plain: variable("x:one") });
});

test("what a value brings is text in one reading and wildcards in the other", () => {
  const value = fc.string({ unit: fc.constantFrom("a", "*", "?", "$", "{"), maxLength: 6 });
  fc.assert(
    fc.property(value, value, (mine, other) => {
      const resolved = of(`x/${variable("x:one")}`, { "x:one": mine });
      if (resolved.type !== "text") throw new Error("no text");
      expect(matches(resolved.glob, `x/${other}`)).toBe(mine === other);
      expect(resolved.rawGlob).toBe(`x/${mine}`);
    }),
  );
});

test("long ones end", () => {
  for (const text of ["${".repeat(60_000), variable(`${"a,'".repeat(40_000)}x`), variable(" ".repeat(100_000))]) {
    expect(of(text).type).not.toBe("text");
  }
});
