import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { PoisonRecord } from "../model/errors.ts";
import { parseBody } from "./message-body.ts";

test("any JSON that is not too deep is read as it is", () => {
  const json = fc.json({ maxDepth: 8 });
  fc.assert(fc.property(json, (text) => expect(parseBody(text)).toEqual(JSON.parse(text))));
});

describe("poison, with what is wrong and without the body", () => {
  test.each<[string, string, string]>([
    ["nothing", "", "the body is not JSON"],
    ["half of it", '{"secret":"hunter2', "the body is not JSON"],
    ["words", "secret hunter2", "the body is not JSON"],
    ["more than a MiB", `"${"x".repeat(1_048_576)}"`, "the body has 1048578 bytes, at most 1048576 are read"],
    ["a MiB of wide characters", `"${"漢".repeat(400_000)}"`, "the body has 1200002 bytes, at most 1048576 are read"],
    ["101 lists", "[".repeat(101) + "]".repeat(101), "the body is nested deeper than 100 levels"],
    ["500,000 lists", "[".repeat(500_000) + "]".repeat(500_000), "the body is nested deeper than 100 levels"],
    ["200,000 objects", '{"a":'.repeat(200_000), "the body is nested deeper than 100 levels"],
  ])("%s", (_, body, message) => {
    const read = () => parseBody(body);
    expect(read).toThrow(PoisonRecord);
    expect(read).toThrow(new Error(message));
  });
});

describe("what only looks deep", () => {
  test.each([
    ["100 lists", "[".repeat(100) + "]".repeat(100)],
    ["brackets in a string", JSON.stringify("[".repeat(1_000))],
    ["brackets after an escaped quote", JSON.stringify(`"${"{".repeat(1_000)}`)],
    ["a backslash at a string's end", JSON.stringify(["\\", "[".repeat(1_000)])],
    ["1,000 neighbours", JSON.stringify(Array.from({ length: 1_000 }, () => []))],
  ])("%s", (_, body) => expect(parseBody(body)).toEqual(JSON.parse(body)));
});

test.each([
  ["escaped quotes without an end", `"${'\\"'.repeat(500_000)}`],
  ["quotes", '"'.repeat(1_000_001)],
])("a MiB of %s is refused in one pass", (_, body) => expect(() => parseBody(body)).toThrow("not JSON"));
