import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { canonical, sameDocument, statementsIn, withStatements } from "./document.ts";

const text = (statement: unknown): string => JSON.stringify({ Version: "2012-10-17", Statement: statement });
const one = { Effect: "Allow", Action: ["s3:GetObject", "s3:PutObject"], Resource: "*" };

describe("documents", () => {
  test.each<[string, string, string, boolean]>([
    ["white space", text([one]), JSON.stringify(JSON.parse(text([one])), null, 4), true],
    ["order of keys", text([one]), text([{ Resource: "*", Action: one.Action, Effect: "Allow" }]), true],
    ["order of names", text([one]), text([{ ...one, Action: one.Action.toReversed() }]), true],
    ["a name by itself", text([one]), text([{ ...one, Resource: ["*"] }]), true],
    ["a statement by itself", text([one]), text(one), true],
    [
      "a truth value",
      text([{ ...one, Condition: { Bool: { k: true } } }]),
      text([{ ...one, Condition: { Bool: { k: "true" } } }]),
      true,
    ],
    ["order of statements", text([one, { ...one, Sid: "b" }]), text([{ ...one, Sid: "b" }, one]), false],
    ["one action less", text([one]), text([{ ...one, Action: "s3:GetObject" }]), false],
    ["the effect", text([one]), text([{ ...one, Effect: "Deny" }]), false],
    ["a name's case", text([one]), text([{ ...one, Resource: "A" }]), false],
    ["a principal and anybody", text([{ ...one, Principal: "*" }]), text([{ ...one, Principal: { AWS: "*" } }]), false],
    ["the key __proto__", text([one]), `{"__proto__":{},${text([one]).slice(1)}`, false],
    ["no JSON, the same", "{", "{", true],
    ["no JSON, another", "{", "{ ", false],
    ["a key twice", '{"Statement":[],"Statement":[]}', '{"Statement":[]}', false],
  ])("%s", (_, first, second, same) => {
    expect([sameDocument(first, second), sameDocument(second, first)]).toEqual([same, same]);
  });

  test("a document is itself however it is printed", () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 4 }), fc.integer({ min: 0, max: 4 }), (json, indent) => {
        fc.pre(canonical(json) !== undefined);
        expect(sameDocument(json, JSON.stringify(JSON.parse(json), null, indent))).toBe(true);
      }),
    );
  });

  test("statements are taken out and left", () => {
    const three = text([{ Sid: "a" }, { Sid: "b" }, { Sid: "c" }]);
    expect(withStatements(three, (index) => index !== 1)).toBe(text([{ Sid: "a" }, { Sid: "c" }]));
    expect([statementsIn(text({ Sid: "a" })), statementsIn("["), statementsIn("[]"), statementsIn("{}")]).toEqual([
      [{ Sid: "a" }],
      [],
      [],
      [],
    ]);
  });
});
