import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { createSplitter } from "./split.ts";

const split = (text: string | Uint8Array, size = Number.MAX_SAFE_INTEGER, limit?: number) => {
  const bytes = Buffer.from(text);
  const splitter = createSplitter(limit);
  const pieces = [];
  for (let at = 0; at < bytes.length; at += size)
    pieces.push(...splitter.push(bytes.subarray(at, Math.min(at + size, bytes.length))));
  pieces.push(...splitter.end());
  return pieces;
};
const values = (text: string, size?: number) =>
  split(text, size).map((piece) => (piece.type === "value" ? piece.value : `${piece.reason} at ${piece.offset}`));

const a = { eventSource: "a", n: 1 };
const b = { eventSource: "b", text: 'a "quoted" [brace} \\ and \n line' };

describe("forms", () => {
  test.each([
    ["one record", JSON.stringify(a), [a]],
    ["one record, printed for people", JSON.stringify(b, null, 2), [b]],
    ["JSON lines", `${JSON.stringify(a)}\n${JSON.stringify(b)}\n`, [a, b]],
    ["JSON lines of Windows", `${JSON.stringify(a)}\r\n${JSON.stringify(b)}`, [a, b]],
    ["a list", JSON.stringify([a, b]), [a, b]],
    ["an empty list", "[]", []],
    ["CloudTrail's file", JSON.stringify({ Records: [a, b] }), [a, b]],
    ["an empty file of CloudTrail", '{"Records":[]}', []],
    ["CloudTrail's file, printed for people", JSON.stringify({ Records: [a, b] }, null, 2), [a, b]],
    [
      "Records with something behind",
      JSON.stringify({ Records: [a], next: { x: ["]}"] } }) + JSON.stringify(b),
      [a, b],
    ],
    [
      "Records that come late: one value",
      JSON.stringify({ first: 1, Records: [a, b] }),
      [{ first: 1, Records: [a, b] }],
    ],
    ["Records that are no list", '{"Records":{"a":[1]}}', [{ Records: { a: [1] } }]],
    ["files one after another", `{"Records":[${JSON.stringify(a)}]}{"Records":[${JSON.stringify(b)}]}`, [a, b]],
    ["a byte order mark", `\ufeff${JSON.stringify(a)}`, [a]],
    ["values that are no objects", '[1, "x", null, [2]]', [1, "x", null, [2]]],
    ["a number without an end of line", "12", [12]],
  ])("%s", (_, text, expected) => {
    expect(values(text)).toEqual(expected);
    for (const size of [1, 2, 7]) expect(values(text, size)).toEqual(expected);
  });
});

test("any values in any form, cut anywhere, come out as they went in", () => {
  const record = fc.dictionary(fc.string(), fc.jsonValue());
  const forms = [
    (list: unknown[]) => JSON.stringify({ Records: list }),
    (list: unknown[]) => JSON.stringify({ Records: list }, null, 1),
    (list: unknown[]) => JSON.stringify(list),
    (list: unknown[]) => list.map((value) => JSON.stringify({ value })).join("\n"),
  ];
  fc.assert(
    fc.property(
      fc.array(record, { minLength: 1, maxLength: 6 }),
      fc.constantFrom(...forms),
      fc.integer({ min: 1, max: 50 }),
      (list, form, size) => {
        const expected = form === forms[3] ? list.map((value) => ({ value })) : list;
        expect(values(form(list), size)).toEqual(JSON.parse(JSON.stringify(expected)));
      },
    ),
  );
});

test("any bytes end in pieces, never in an error, and in the same ones however they are cut", () => {
  const noise = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    fc.string().map((text) => Buffer.from(text)),
    fc.stringMatching(/^[\s{}[\]",:\\a1]{0,40}$/).map((text) => Buffer.from(text)),
  );
  fc.assert(
    fc.property(noise, fc.integer({ min: 1, max: 9 }), (bytes, size) => {
      expect(split(bytes, size)).toEqual(split(bytes));
    }),
  );
});

test("each value knows its place", () => {
  const text = `{"Records":[${JSON.stringify(a)},\n ${JSON.stringify(b)}]}`;
  for (const piece of split(text, 5)) {
    const begin = Buffer.from(text).subarray(piece.offset).toString();
    expect(begin.startsWith(JSON.stringify(piece.type === "value" ? piece.value : ""))).toBe(true);
  }
});

describe("damage", () => {
  const good = JSON.stringify(a);
  test.each(
    [
      ["a broken element in a list", `[${good},{"x":tru},${good}]`, [a, "not JSON at 27", a]],
      [
        "a line that was cut off",
        `${good}\n{"eventSource":"x","y":"cut\n${good}\n`,
        [a, "a line ends inside a string at 26", a],
      ],
      [
        "a line whose braces do not end",
        `${good}\n{"x":{\n${good}\n${good}\n`,
        [a, "the file ends inside a value at 26", a, a],
      ],
      ["text", "hello", ["not JSON at 0"]],
      ["a file that ends inside a record", `{"Records":[${good},{"eventSou`, [a, "the file ends inside a value at 38"]],
      ["a file that ends inside the list", `{"Records":[${good},`, [a, "the file ends inside a list at 38"]],
      ["a file that ends behind the list", `{"Records":[${good}]`, [a, "the file ends inside a list at 38"]],
      ["nothing", "", ["no JSON in it at 0"]],
      ["blanks", " \n\n", ["no JSON in it at 3"]],
    ].map(([name, text, expected]) => [name, text, expected] as [string, string, unknown[]]),
  )("%s", (_, text, expected) => {
    expect(values(text)).toEqual(expected);
  });

  test("a line break inside a string costs one record of CloudTrail's file", () => {
    const found = values(`{"Records":[${good},{"x":"a\nb"},${good},${good}]}`);
    expect(found.filter((value) => typeof value !== "string")).toEqual([a, a, a]);
    expect(found).toContain("a line ends inside a string at 38");
  });

  test("a value longer than the limit is given up, its whole lines are not", () => {
    const text = `{"x":[\n${`${good}\n`.repeat(20)}`;
    const pieces = split(text, 100, 300);
    expect(pieces[0]).toEqual({ type: "damage", reason: "a value of more than 300 bytes", offset: 0 });
    expect(pieces.filter((piece) => piece.type === "value").length).toBeGreaterThan(15);
  });

  test("a million levels", () => {
    const pieces = split("[".repeat(1e6) + "]".repeat(1e6));
    expect(pieces).toEqual([{ type: "damage", reason: "nested deeper than 1000 levels", offset: 1 }]);
    expect(split("[".repeat(1e6)).map((piece) => piece.type)).toEqual(["damage"]);
  });
});
