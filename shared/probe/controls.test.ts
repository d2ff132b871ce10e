import { expect, test } from "@jest/globals";
import { attempts } from "./attempts.ts";
import { clearing, controls, looks } from "./controls.ts";
import { place, teamA } from "./fixture.ts";
import { needs } from "./model.ts";

const side = { ...teamA, decoy: "decoy", object: "TeamA/.decoy", profile: undefined };
const proven = new Set<string>(controls.map(({ need }) => need));

test("every need is proven by something: a session by taking it, roles and profiles by asking for them, the rest by the team's own work", () => {
  expect(needs.filter((need) => !proven.has(need))).toEqual(["session", "roles", "profile"]);
});

test("nothing is proven that no attempt needs", () => {
  const needed = attempts.flatMap((attempt) => [...attempt.needs.self, ...attempt.needs.other]);
  for (const need of proven) expect(needed).toContain(need);
});

test("all of it is the team's own", () => {
  for (const { call, resource } of [...controls, ...clearing]) {
    expect(resource(side, place)).toMatch(/:experiment\/decoy$|shared\/TeamA\/\.decoy$|execution-TeamA$/);
    expect(JSON.stringify(call(side, place, "fresh"))).not.toContain("TeamB");
  }
});

test("what is laid out is what is looked at, and what is taken away", () => {
  const on = (all: readonly { need: string }[]) => [...new Set(all.map(({ need }) => need))];
  expect(on(looks)).toEqual(["decoy", "object"]);
  expect(clearing.map(({ made }) => controls.find(({ id }) => id === made)?.need)).toEqual(["decoy", "object"]);
});
