import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { BadInput } from "#shared/model/errors.ts";
import { loadSettings } from "./settings.ts";

const text = (mode: string): string =>
  `mode: ${mode}\nregion: us-east-1\ntags: {team: {values: teams}, studiouserid: {values: people}}\nteams: {}\npeople: {}\n`;

let cwd = "";
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), "sagewarden-settings-"));
  await writeFile(join(cwd, "sagewarden.yaml"), text("observe"));
  await writeFile(join(cwd, "env.yaml"), text("tag"));
  await writeFile(join(cwd, "option.yaml"), text("enforce"));
});
afterAll(() => rm(cwd, { recursive: true }));

describe("which file holds", () => {
  test.each([
    ["the option", { config: "option.yaml" }, { SAGEWARDEN_CONFIG: "env.yaml" }, "enforce"],
    ["the environment", {}, { SAGEWARDEN_CONFIG: "env.yaml" }, "tag"],
    ["the usual name", {}, {}, "observe"],
    ["the usual name, when the variable is empty", {}, { SAGEWARDEN_CONFIG: "" }, "observe"],
  ])("%s", async (_what, options, env, mode) => {
    expect((await loadSettings(options, { cwd, env })).mode).toBe(mode);
  });

  test("an absolute path", async () => {
    expect((await loadSettings({ config: join(cwd, "env.yaml") }, { cwd: "/", env: {} })).mode).toBe("tag");
  });
});

describe("what cannot be read", () => {
  test.each([
    ["nowhere.yaml", "nowhere.yaml: there is no such file"],
    [".", ".: this is a folder"],
    ["sagewarden.yaml/x", "sagewarden.yaml/x: it cannot be read (ENOTDIR)"],
  ])("%s", async (config, message) => {
    const loading = loadSettings({ config }, { cwd, env: {} });
    await expect(loading).rejects.toThrow(BadInput);
    await expect(loading).rejects.toThrow(message);
    await expect(loading).rejects.toThrow("npx sagewarden init");
  });
});

test("an exemption beyond exemptionsMax is refused: here there is a clock", async () => {
  const exemption =
    'people: {a: {team: A}}\nexemptions: [{ arn: "arn:aws:sagemaker:*:*:app/*", until: 2999-01-01, reason: r, approvedBy: a }]\n';
  await writeFile(
    join(cwd, "late.yaml"),
    text("tag").replace("teams: {}", "teams: {A: {}}").replace("people: {}\n", exemption),
  );
  await expect(loadSettings({ config: "late.yaml" }, { cwd, env: {} })).rejects.toThrow(
    "is more than exemptionsMax (P180D)",
  );
});
