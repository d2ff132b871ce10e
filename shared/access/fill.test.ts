import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { anyCharacter } from "../../test/any-character.ts";
import { BadInput } from "../model/errors.ts";
import { lookupOf } from "../policy/context.ts";
import { request } from "../policy/fixtures.ts";
import { resolve } from "../policy/variables.ts";
import { fill } from "./fill.ts";

describe("fills", () => {
  test.each([
    [
      "a text",
      '{"a":"arn:aws:iam::<account>:role/<team>"}',
      { account: "1", team: "A" },
      { a: "arn:aws:iam::1:role/A" },
    ],
    ["in lower case", '{"a":"<team>-<team-lower>"}', { team: "TeamA" }, { a: "TeamA-teama" }],
    ["a key", '{"aws:RequestTag/<team-key>":"x"}', { "team-key": "CostTeam" }, { "aws:RequestTag/CostTeam": "x" }],
    ["a list", '{"a":"<people>"}', { people: ["alice", "bob"] }, { a: ["alice", "bob"] }],
    ["a list whose value looks like a placeholder", '{"a":"<people>"}', { people: ["<x>"] }, { a: ["<x>"] }],
    [
      "a list among others",
      '{"a":["<people>","carol"]}',
      { people: ["alice", "bob"] },
      { a: ["alice", "bob", "carol"] },
    ],
    ["a list of one in a text", '{"a":"x-<people>"}', { people: ["alice"] }, { a: "x-alice" }],
    ["quotes", '{"a":"<team>"}', { team: '"],"b":["' }, { a: '"],"b":["' }],
    ["what would be a variable", '{"a":"<team>"}', { team: `\${aws:username}` }, { a: `\${$}{aws:username}` }],
    ["what would be a wildcard", '{"a":"<team>"}', { team: "T*?" }, { a: `T\${*}\${?}` }],
    ["a pattern", '{"a":"<provisioners>"}', { provisioners: ["r/*", `\${x}`] }, { a: ["r/*", `\${$}{x}`] }],
    [
      "a value that looks like a placeholder",
      '{"a":"<team>"}',
      { team: "<account>", account: "1" },
      { a: "<account>" },
    ],
    ["IAM's own variables, not at all", `{"a":"\${aws:username}"}`, {}, { a: `\${aws:username}` }],
  ])("%s", (_, text, values, filled) => {
    expect(JSON.parse(fill("d.json", text, values))).toEqual(filled);
  });
});

describe("refuses", () => {
  test.each<[string, string, Record<string, string | string[] | undefined>, string]>([
    ["what nothing stands for", '"<bucket>"', {}, "d.json: <bucket>: nothing stands for it"],
    ["what is undefined", '"<bucket>"', { bucket: undefined }, "d.json: <bucket>: nothing stands for it"],
    ["an inherited name", '"<constructor>"', {}, "d.json: <constructor>: nothing stands for it"],
    ["what is no JSON", "{", {}, "d.json: this is no JSON"],
    [
      "keys that become one",
      '{"<team-key>":1,"<user-key>":2}',
      { "team-key": "a", "user-key": "A" },
      "two keys become one",
    ],
    ["an empty list", '"<people>"', { people: [] }, "d.json: <people>: nothing stands for it"],
    ["an empty text", '"<team>"', { team: "" }, "d.json: <team>: it is empty"],
    ["a list inside a text", '"x<people>"', { people: ["a", "b"] }, "d.json: <people>: a list stands for it"],
    ["a key that ends a variable", '"<team-key>"', { "team-key": "a}" }, "d.json: <team-key>: it stands in condition"],
  ])("%s", (_, text, values, message) => {
    const act = () => fill("d.json", text, values);
    expect(act).toThrow(BadInput);
    expect(act).toThrow(message);
  });
});

test("whatever a value is, it is valid JSON, and to IAM it is that value", () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, unit: anyCharacter }), (team) => {
      const parsed = JSON.parse(fill("d.json", '{"a":"<team>","b":["<team>"]}', { team }));
      expect(Object.keys(parsed)).toEqual(["a", "b"]);
      const read = resolve(parsed.a, { lookup: lookupOf(request()), version: "2012-10-17" });
      expect(read).toMatchObject({ type: "text", plain: team });
    }),
  );
});
