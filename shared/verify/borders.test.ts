import { describe, expect, test } from "@jest/globals";
import { allow, named, when } from "../policy/fixtures.ts";
import { bordersOf } from "./borders.ts";
import { developer, estate, executionRole, teamRole } from "./fixtures.ts";
import type { Estate, EstateRole } from "./model.ts";

const names = ["TeamA", "TeamB", "TeamC", "TeamD"];
const team = (name: string, change: Partial<EstateRole> = {}): readonly EstateRole[] => [
  teamRole(name, [`${name}-person`, `${name}-other`], change),
  executionRole(name, `${name}-person`),
];
const of = (principals: readonly EstateRole[], teams = { own: "TeamA", other: "TeamB" }): Estate =>
  estate({ principals, teams });
const texts = (list: readonly { own: string; other: string }[]) => list.map(({ own, other }) => `${own} ${other}`);

test("every ordered pair; of those that are alike one is judged", () => {
  const { judged, alike } = bordersOf(of(names.flatMap((name) => team(name))));
  expect([texts(judged), alike.length]).toEqual([["TeamA TeamB"], 11]);
});

describe("a border is judged by itself where", () => {
  const rest = (principals: readonly EstateRole[], teams?: Estate["teams"]) =>
    texts(bordersOf(of(principals, teams)).judged).slice(1);
  const changed = (change: Partial<EstateRole>) =>
    rest([...["TeamA", "TeamB"].flatMap((name) => team(name)), ...team("TeamC", change)]);
  const ofC = ["TeamA TeamC", "TeamC TeamA"];

  test.each<[string, Partial<EstateRole>]>([
    ["a policy is another", { policies: [developer(allow("*"))] }],
    ["a boundary is another", { boundary: developer() }],
    ["a trust lets in more", { trust: named("trust.json", "trust", [allow("sts:*", undefined, { Principal: "*" })]) }],
    ["a session says another team", { sessions: teamRole("TeamA", ["x"]).sessions }],
    [
      "another team is named",
      { policies: [developer(allow("*", "*", when("StringEquals", "aws:ResourceTag/team", "TeamB")))] },
    ],
  ])("%s", (_, change) => expect(changed(change)).toEqual(expect.arrayContaining(ofC)));

  test("a role more", () => {
    const more = { ...executionRole("TeamB", "bob"), arn: "arn:aws:iam::111122223333:role/more", name: "more" };
    expect(rest([...team("TeamA"), ...team("TeamB"), more])).toEqual(["TeamB TeamA"]);
  });

  test("a wildcard meets one of the names", () => {
    const wild = { policies: [developer(allow("*", "*", when("StringLike", "aws:ResourceTag/team", "Tea*")))] };
    expect(rest(["TeamA", "TeamB", "Others"].flatMap((name) => team(name, wild)))).toEqual([
      ...["TeamA Others", "Others TeamA"],
    ]);
  });

  test("one name begins the other", () => {
    expect(
      rest(
        ["xx", "xx-ops", "yy"].flatMap((name) => team(name)),
        { own: "xx", other: "xx-ops" },
      ),
    ).toEqual([...["xx yy", "xx-ops xx"]]);
  });
});

test("whose people a policy names counts, and not which", () => {
  const naming = (...people: readonly string[]) => ({
    policies: [developer(allow("*", "*", when("StringEquals", "aws:ResourceTag/studiouserid", people)))],
  });
  const own = ["TeamA", "TeamB"].map((name) => team(name, naming(`${name}-person`, `${name}-other`)));
  const alone = team("TeamC", naming("TeamC-person"));
  expect(bordersOf(of([...own.flat(), ...alone])).judged).toHaveLength(1);
  expect(bordersOf(of([...own.flat(), ...team("TeamC", naming("TeamA-person"))])).judged.length).toBeGreaterThan(1);
});

test("an execution role of no team attacks each, and nobody attacks nobody", () => {
  const stray = executionRole("", "x", { tags: {} });
  const { judged, alike } = bordersOf(of([...team("TeamA"), ...team("TeamB"), stray]));
  expect(texts([...judged, ...alike]).toSorted()).toEqual([
    ...["TeamA TeamB", "TeamA nobody", "TeamB TeamA", "TeamB nobody"],
  ]);
});
