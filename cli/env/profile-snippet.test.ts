import { spawnSync } from "node:child_process";
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { checkedProfileName, commandLine, profileNameOf, snippetText } from "./profile-snippet.ts";

test.each([
  [["/usr/bin/node", "--role", "arn:aws:iam::1:role/a=b,c.d@e"], "/usr/bin/node --role arn:aws:iam::1:role/a=b,c.d@e"],
  [["/my folder/node", "it's", ""], "'/my folder/node' 'it'\\''s' ''"],
  [["a #b ;c"], "'a ''#b '';c'"],
  [['$(x) `y` "z" \\'], "'$(x) `y` \"z\" \\'"],
])("%j", (words, line) => {
  expect(commandLine(words, "linux")).toBe(line);
});

test.each([[["C:\\Program Files\\node.exe", "C:\\x"], '"C:\\Program Files\\node.exe" C:\\x']])(
  "on Windows %j",
  (words, line) => {
    expect(commandLine(words, "win32")).toBe(line);
  },
);

test.each([
  ["linux", "a\nb"],
  ["linux", "a\0"],
  ["win32", "%PATH%"],
  ["win32", 'a"b'],
])("on %s %j is refused", (platform, word) => {
  expect(() => commandLine([word], platform)).toThrow();
});

/** As the JavaScript SDK cuts a line of the file. */
const asRead = (line: string): string => (line.split(/(^|\s)[;#]/)[0] ?? "").trim();

test("sh reads the words as they were, also after the file's reader", () => {
  const word = fc.string({ unit: "grapheme" }).filter((text) => !/\p{Cc}/u.test(text));
  fc.assert(
    fc.property(fc.array(word, { minLength: 1 }), (words) => {
      const line = asRead(`command ${commandLine(words, "linux")}`).replace(/^command /, "");
      const { stdout } = spawnSync("sh", ["-c", `printf '%s\\0' ${line}`], { encoding: "utf8" });
      expect(stdout.split("\0").slice(0, -1)).toEqual(words);
    }),
    { numRuns: 60 },
  );
});

test.each([
  ["arn:aws:iam::1:role/sales", "sales"],
  ["arn:aws:iam::1:role/path/a=b,c", "a-b-c"],
])("%s is shown as %s", (arn, name) => {
  expect(profileNameOf(arn)).toBe(name);
});

test.each([
  ["a]b", undefined, "allowed: letters"],
  ["a\n[profile b]", undefined, "allowed: letters"],
  ["", undefined, "allowed: letters"],
  ["default", undefined, "and not default"],
  ["sales", "sales", "would ask itself"],
])("a profile named %j of %s is refused", (name, source, why) => {
  expect(() => checkedProfileName(name, source)).toThrow(why);
});

test("three lines, and a region that is one", () => {
  const snippet = { name: checkedProfileName("sales", "base"), command: ["/node", "x"], region: "eu-west-1" };
  expect(snippetText(snippet, "linux")).toBe("[profile sales]\ncredential_process = /node x\nregion = eu-west-1");
  expect(() => snippetText({ ...snippet, region: "r\ncredential_process = x" }, "linux")).toThrow("is none");
});
