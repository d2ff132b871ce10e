import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { Settings } from "../model/settings.ts";
import { at, pressed, settings } from "./fixtures.ts";
import { optionsFor } from "./options.ts";

const typing = (value: unknown, change: object = {}) =>
  pressed({ type: "block_suggestion", action_id: "assign", block_id: "case:x:0", value, ...change });
const offered = (value: unknown, change: object = {}, of: Settings = settings): string[] =>
  optionsFor(typing(value, change), of, at).options.map((option) => option.value);

describe("who is offered", () => {
  test.each<[string, unknown, string[]]>([
    ["by the beginning of an id first", "ali", ["alice"]],
    ["by a part of an id", "LICE", ["alice"]],
    ["by team, whatever the case", "teamb", ["bob", "boris", "root", "silent"]],
    [
      "ids that begin with it before the others",
      "a",
      ["alice", "anna", "anton", "bob", "boris", "root", "silent", "twin", "twine"],
    ],
    ["nobody of that name", "zzz", []],
    [
      "everybody where nothing was typed",
      "",
      ["alice", "anna", "anton", "bob", "boris", "root", "silent", "twin", "twine"],
    ],
    [
      "everybody where nothing was sent",
      undefined,
      ["alice", "anna", "anton", "bob", "boris", "root", "silent", "twin", "twine"],
    ],
  ])("%s", (_, value, people) => expect(offered(value)).toEqual(people));
});

test("an option shows the team", () => {
  expect(optionsFor(typing("alice"), settings, at).options).toEqual([
    { text: { type: "plain_text", text: "alice (TeamA)", emoji: false }, value: "alice" },
  ]);
});

describe("nobody is offered", () => {
  test.each<[string, object]>([
    ["to a stranger", { user: { id: "U0MALLORY" } }],
    ["to one of two people", { user: { id: "U0TWINS" } }],
    ["to a person who left", { user: { id: "U0GONE" } }],
    ["to nobody", { user: undefined }],
    ["in another menu", { action_id: "claim" }],
  ])("%s", (_, change) => expect(offered("", change)).toEqual([]));
});

test("of many the first hundred are offered, each within Slack's limits", () => {
  const many = Object.fromEntries(
    Array.from({ length: 500 }, (_, index) => [`p${index}${"x".repeat(index % 200)}`, { team: "TeamA" }]),
  );
  const people = { ...settings.people, ...many } as Settings["people"];
  const { options } = optionsFor(typing("p"), { ...settings, people }, at);
  expect(options).toHaveLength(100);
  for (const { text, value } of options) {
    expect(text.text.length).toBeLessThanOrEqual(75);
    expect(value.length).toBeLessThanOrEqual(150);
  }
});

test("whatever is typed, only people of the directory are offered", () => {
  fc.assert(
    fc.property(fc.anything(), (value) => {
      for (const id of offered(value)) expect(settings.people).toHaveProperty(id);
    }),
  );
});
