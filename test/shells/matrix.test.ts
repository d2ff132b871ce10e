import { readdirSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { originals } from "./originals.ts";
import { environmentIn, missing, playIn, shells, variablesIn } from "./shell.ts";
import { setStage } from "./stage.ts";
import { outcomes, type Story, writeStory } from "./story.ts";

const stage = setStage();
const { folder, base, sealed } = stage;
const cases = Object.keys(originals).flatMap((original) => outcomes.map((outcome) => [original, outcome] as const));

describe.each(shells.map((shell) => [shell.name, shell] as const))("%s", (name, shell) => {
  const placeOf = (index: number): string => join(folder, name, String(index));
  const stories: Story[] = [];

  beforeAll(async () => {
    for (const [index, one] of cases.entries()) stories.push(await writeStory(stage, name, one, placeOf(index)));
    const files = readdirSync(sealed);
    playIn(shell, folder, [...stories.flatMap(({ steps }) => steps)], base);
    const gone = files.filter((file) => !readdirSync(sealed).includes(file));
    const borrowed = stories.flatMap(({ printed }) => printed.filter((text) => text !== "false"));
    expect(gone).toHaveLength(borrowed.length);
  });

  test.each(cases.map((one, index) => [...one, index] as const))(
    "%s, %s: nothing is otherwise than before",
    (original, _outcome, index) => {
      const { expected, sources } = stories[index] as Story;
      const seen = expected.map(([dump]) => [dump, environmentIn(join(placeOf(index), dump))]);
      expect(seen).toEqual(expected);
      expect(variablesIn(join(placeOf(index), "after"))).toEqual(variablesIn(join(placeOf(index), "before")));
      expect(new Set(sources)).toEqual(new Set([originals[original]?.source]));
    },
  );

  test("what was denied says false, and nothing else", () => {
    const denied = stories.flatMap(({ printed }) => printed.filter((text) => !text.includes("SAGEWARDEN_ENV")));
    expect(denied).toEqual(Array(2 * Object.keys(originals).length).fill("false"));
  });

  test("nothing of a value was executed", () => {
    expect(readdirSync(folder)).not.toContain("canary");
  });
});

if (missing.length > 0) {
  test.each(missing)("%s is not installed here: its cases are not played", () => undefined);
}
