import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { shapeOf } from "./shape.ts";

test("keys and types", () => {
  expect(shapeOf({ a: "secret", b: [1, 2], c: null, d: { e: true }, f: [] })).toEqual({
    a: "string",
    b: ["number"],
    c: "null",
    d: { e: "boolean" },
    f: [],
  });
});

test("no value comes through, at any depth", () => {
  fc.assert(
    fc.property(
      fc.letrec((tie) => ({
        node: fc.oneof(
          fc.constant("hunter2"),
          fc.constant(4711),
          fc.array(tie("node"), { maxLength: 3 }),
          fc.dictionary(fc.constantFrom("a", "b"), tie("node")),
        ),
      })).node,
      (value) => {
        expect(JSON.stringify(shapeOf(value))).not.toMatch(/hunter2|4711/);
      },
    ),
  );
});

test("depth ends", () => {
  const deep = JSON.parse(`${"[".repeat(5000)}${"]".repeat(5000)}`);
  expect(JSON.stringify(shapeOf(deep)).length).toBeLessThan(100);
});
