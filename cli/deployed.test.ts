import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { BadInput } from "#shared/model/errors.ts";
import { parseSettings } from "#shared/settings/parse.ts";
import { findDeployment } from "./deployed.ts";

const text = (mode: string): string =>
  `mode: ${mode}\nregion: eu-west-1\ntags: {team: {values: teams}, studiouserid: {values: people}}\nteams: {TeamA: {}}\npeople: {alice: {team: TeamA}}\n`;

let cwd = "";
beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), "sagewarden-deployed-"));
  writeFileSync(join(cwd, "sagewarden.yaml"), text("tag"));
  writeFileSync(join(cwd, "other.yaml"), text("enforce"));
});
afterAll(() => rmSync(cwd, { recursive: true }));

const find = async (options: { config?: string }, deployed: string | undefined) => {
  const said: string[] = [];
  const found = await findDeployment(
    options,
    { cwd, env: {}, err: (line) => void said.push(line) },
    {
      outputs: async (region) => (deployed === undefined ? undefined : { SettingsUrl: `https://s3/${region}` }),
      object: async (url) => (url === "https://s3/eu-west-1" ? (deployed ?? "") : ""),
    },
  );
  return { ...found, said };
};

const json = (mode: string): string => JSON.stringify(parseSettings(text(mode), "s"));

describe("which settings hold", () => {
  test.each([
    ["the deployed ones, which are the local ones", {}, json("tag"), "tag", false, "the deployed settings hold"],
    [
      "the deployed ones, where the usual file differs",
      {},
      json("enforce"),
      "enforce",
      true,
      "sagewarden.yaml differs",
    ],
    [
      "the file that was named, where it differs",
      { config: "other.yaml" },
      json("tag"),
      "enforce",
      false,
      "other.yaml holds",
    ],
  ])("%s", async (_, options, deployed, mode, isDifferent, words) => {
    const found = await find(options, deployed);
    expect(found).toMatchObject({ isDeployed: true, isDifferent, region: "eu-west-1", settings: { mode } });
    expect(found.said.join()).toContain(words);
  });

  test("the local ones, where nothing is deployed", async () => {
    const found = await find({}, undefined);
    expect(found).toMatchObject({ isDeployed: false, isDifferent: false, settings: { mode: "tag" } });
    expect(found.said).toEqual([expect.stringContaining("not deployed in eu-west-1")]);
  });

  test("settings of another version are refused", async () => {
    await expect(find({}, "{}")).rejects.toThrow(BadInput);
  });
});
