import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { stringify } from "yaml";
import { readDocument, type SettingsDocument } from "./document.ts";

const read = (text: string): SettingsDocument => {
  const document = readDocument(text);
  if (!("locate" in document)) throw new Error(JSON.stringify(document));
  return document;
};

describe("what is read", () => {
  test.each([
    ["a byte order mark", "\uFEFFa: 1", { a: 1 }],
    ["carriage returns", "a: 1\r\nb: 2\r\n", { a: 1, b: 2 }],
    ["JSON", '{"a": [1, "x"]}', { a: [1, "x"] }],
    ["keys that look like numbers and truths", "012: a\ntrue: b\nno: c", { "012": "a", true: "b", no: "c" }],
    ["a date stays text", "until: 2027-06-30", { until: "2027-06-30" }],
    ["anchors", "a: &x {b: 1}\nc: *x", { a: { b: 1 }, c: { b: 1 } }],
    ["nothing", "", null],
  ])("%s", (_what, text, value) => {
    expect(read(text).value).toEqual(value);
  });

  test("whatever the library writes", () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.string({ minLength: 1 }).filter((key) => key !== "__proto__"),
          fc.string(),
        ),
        (map) => {
          expect({ ...(read(stringify(map)).value as object) }).toEqual({ ...map });
        },
      ),
    );
  });
});

describe("what is refused", () => {
  const bomb = Array.from({ length: 9 }, (_, i) => `k${i}: &k${i} [${Array(9).fill(i === 0 ? "x" : `*k${i - 1}`)}]`);
  test.each([
    ["a tab", "a:\n\t- b: 1\n", 2, "Tabs are not allowed as indentation"],
    ["a key twice", "mode: tag\nmode: observe", 2, "this key is there already"],
    ["a second document", "a: 1\n---\nb: 1", 2, "a second document begins here"],
    ["a key that is no scalar", "? [a]\n: 1", 1, "all keys must be strings"],
    ["an unknown tag", "a: !!js/function x", 1, "Unresolved tag"],
    ["an alias without its anchor", "a: *b", 1, "Unresolved alias"],
    ["an alias bomb", bomb.join("\n"), 1, "Excessive alias count"],
    ["depth", "[".repeat(100_000), 1, "nested too deeply"],
    ["4 MB", `a: ${"x".repeat(4_000_000)}`, 1, "allowed: at most 4000000"],
  ])("%s", (_what, text, line, message) => {
    const problems = readDocument(text);
    if ("locate" in problems) throw new Error("it was read");
    expect(problems.length).toBeLessThanOrEqual(5);
    expect(problems[0]?.position.line).toBe(line);
    expect(problems[0]?.message).toContain(message);
    expect(problems[0]?.message).not.toContain("\n");
  });

  test("nothing throws", () => {
    const piece = fc.constantFrom(
      "a",
      ":",
      " ",
      "\n",
      "- ",
      "[",
      "]",
      "{",
      "}",
      "&a",
      "*a",
      "!",
      "|",
      ">",
      "\t",
      "'",
      '"',
      "#",
      "?",
      "%",
      "\u0000",
    );
    fc.assert(fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => void readDocument(pieces.join(""))));
  });
});

describe("where a path stands", () => {
  const document = read("mode: tag\nteams:\n  A: &a { slack: x }\n  B: *a\nlist:\n  - one\n  - { two: 2 }\n");
  test.each([
    [["mode"], "value", 1, 7],
    [["mode"], "key", 1, 1],
    [["teams", "A", "slack"], "value", 3, 18],
    [["teams", "B", "slack"], "key", 3, 11],
    [["list", 0], "value", 6, 5],
    [["list", 1, "two"], "value", 7, 12],
    [["teams", "A", "missing"], "value", 3, 3],
    [["teams", "C", "missing"], "value", 2, 1],
    [["nothing"], "value", 1, 1],
    [[], "value", 1, 1],
  ] as const)("%j, its %s", (path, at, line, column) => {
    expect(document.locate(path, at)).toEqual({ line, column });
  });
});
