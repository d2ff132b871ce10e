import { expect, test } from "@jest/globals";
import { certainStatementsIn, onlyDenies, statementsIn, withStatements } from "./document.ts";

const text = (statement: unknown): string => JSON.stringify({ Version: "2012-10-17", Statement: statement });

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

test.each([
  ["a list", text([{ Sid: "a" }]), [{ Sid: "a" }]],
  ["one by itself", text({ Sid: "a" }), [{ Sid: "a" }]],
  ["none", text([]), []],
  ["in two spellings", '{"Statement":[{}],"statement":[{}]}', []],
  ["in small letters", '{"statement":[{}]}', []],
  ["under a key that stands twice", '{"Statement":[{}],"Statement":[{}]}', []],
  ["beside a key that stands twice", '{"Id":"a","Id":"b","Statement":[{}]}', []],
  ["of no JSON", '{"Statement":[{}]', []],
  ["of no object", "[{}]", []],
])("certain statements, %s", (_, document, expected) => {
  expect(certainStatementsIn(document)).toEqual(expected);
});

test.each([
  ["a Deny", text([{ Effect: "Deny" }]), true],
  ["two", text([{ Effect: "Deny" }, { Effect: "Deny" }]), true],
  ["an Allow beside it", text([{ Effect: "Deny" }, { Effect: "Allow" }]), false],
  ["nothing", text([]), false],
  ["an effect in another spelling", text([{ Effect: "Deny", effect: "Allow" }]), false],
  ["an effect in a list", text([{ Effect: ["Deny"] }]), false],
])("only denies, %s: %s", (_, document, expected) => {
  expect(onlyDenies(document)).toBe(expected);
});
