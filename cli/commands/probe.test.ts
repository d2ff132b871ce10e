import { describe, expect, test } from "@jest/globals";
import { tried } from "#shared/probe/fixture.ts";
import type { ProbeReply } from "#shared/probe-isolation.ts";
import { drive } from "../fixture.ts";
import { showProbed } from "./probe.ts";

const reply = (change: Partial<ProbeReply> = {}): ProbeReply => ({
  ...{ at: "2026-11-30T03:00:00.000Z", controls: [], left: [], crossed: 0, unknown: 0, findings: [] },
  runs: [{ team: "TeamA", other: "TeamB", attempts: [tried()] }],
  ...change,
});
const shown = (answer: ProbeReply, options: object = {}) => {
  const [out, err]: [string[], string[]] = [[], []];
  const code = showProbed(answer, options, { out: (text) => void out.push(text), err: (text) => void err.push(text) });
  return { code, out: out.join("\n"), err };
};

test("all refused: exit 0, no line on stdout", () => {
  expect(shown(reply())).toEqual({
    ...{ code: 0, out: "" },
    err: ["1 attempts at 1 borders: 0 crossed, 0 proved nothing"],
  });
});

test("--json is one document, as the function gave it", () => {
  expect(JSON.parse(shown(reply(), { json: true }).out)).toEqual(reply());
});

test("a crossing: exit 1, who did what to whom", () => {
  const attempts = [tried(), tried({ id: "tag", outcome: "crossed", error: null })];
  const { code, out } = shown(reply({ crossed: 1, runs: [{ team: "TeamA", other: "TeamB", attempts }] }));
  expect(code).toBe(1);
  expect(out).toMatch(/crossed +TeamA on TeamB +tag/);
  expect(out).not.toContain("read");
});

test("what proved nothing: exit 1, with what the team cannot do, and what was left; hostile words are made plain", () => {
  const controls = [{ team: "TeamA", id: "read-own", works: false, error: "no\u001b[31m\u202e" }];
  const { code, err } = shown(reply({ unknown: 1, controls, left: ["arn:x"] }));
  expect(code).toBe(1);
  expect(err[0]).toMatch(/^TeamA cannot do its own: read-own: no/);
  for (const character of ["\u001b", "\u202e"]) expect(err.join("")).not.toContain(character);
  expect(err[1]).toBe("left behind: arn:x");
});

describe("the command", () => {
  test("--team wants a name", async () => {
    expect((await drive(["probe", "--team"], ".")).code).toBe(2);
  });
});
