import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { run } from "./run.ts";
import type { VerbTable } from "./verb.ts";
import { verbs } from "./verbs.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "sagewarden-run-"));
});
afterAll(() => rm(folder, { recursive: true }));

const drive = async (...argv: string[]) => {
  const out: string[] = [];
  const err: string[] = [];
  const code = await run(argv, {
    out: (text) => void out.push(text),
    err: (text) => void err.push(text),
    stdin: (async function* nothing() {})(),
    env: { SAGEWARDEN_CONFIG: "" },
    cwd: folder,
  });
  return { code, out: out.join(""), err: err.join("") };
};

describe("what is asked for help", () => {
  test("--help names every verb with its summary, on stdout, exit 0", async () => {
    const { code, out, err } = await drive("--help");
    expect({ code, err }).toEqual({ code: 0, err: "" });
    for (const [name, { summary }] of Object.entries(verbs)) {
      expect(out).toContain(name);
      expect(out.replaceAll(/\s+/g, " ")).toContain(summary);
    }
  });

  test.each([
    ["help", "doctor"],
    ["doctor", "--help"],
  ])("%s %s shows the verb's own options", async (...argv) => {
    const { code, out } = await drive(...argv);
    expect(code).toBe(0);
    expect(out).toContain("--live");
    expect(out).toContain("--config <file>");
  });

  test.each([[["vendors", "--help"]], [["help", "vendors"]]])("%j names the verbs of the group", async (argv) => {
    const { code, out } = await drive(...argv);
    expect(code).toBe(0);
    expect(out).toContain("list");
  });

  test("a verb of a group has the common options too", async () => {
    const { code, out } = await drive("vendors", "list", "--help");
    expect(code).toBe(0);
    expect(out).toContain("Usage: sagewarden vendors list");
    expect(out).toContain("--config <file>");
  });

  test("--version", async () => {
    expect((await drive("--version")).out).toMatch(/^\d+\.\d+\.\d+/);
  });
});

describe("wrong use: exit 2, and what was probably meant", () => {
  test.each([
    [["dotcor"], "Did you mean doctor?"],
    [["doctor", "--lve"], "Did you mean --live?"],
    [["doctor", "--jsno"], "Did you mean --json?"],
    [["doctor", "x"], "too many arguments"],
    [["simulate"], "missing required argument"],
    [["doctor", "--config"], "argument missing"],
    [["constructor"], "unknown command"],
    [["vendors"], "Usage: sagewarden vendors"],
    [["vendors", "lits"], "Did you mean list?"],
    [["vendors", "constructor"], "unknown command"],
    [[], "Usage: sagewarden"],
  ])("%j", async (argv, text) => {
    const { code, out, err } = await drive(...argv);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain(text);
  });
});

describe("bad input: exit 2, and nothing on stdout", () => {
  test("settings that are not there", async () => {
    const { code, out, err } = await drive("explain", "id");
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain("sagewarden.yaml: there is no such file");
    expect(err).toContain("npx sagewarden init");
  });

  test("settings that are wrong, named before the verb or after it", async () => {
    await writeFile(join(folder, "bad.yaml"), "mode: enforced\n");
    for (const argv of [
      ["--config", "bad.yaml", "explain", "id"],
      ["explain", "id", "--config", "bad.yaml"],
    ]) {
      const { code, err } = await drive(...argv);
      expect(code).toBe(2);
      expect(err).toContain(
        'bad.yaml:1:7: mode: found "enforced"; allowed: observe, tag, enforce; did you mean "enforce"?',
      );
    }
  });
});

const expectSameSummaries = async (table: VerbTable): Promise<void> => {
  for (const [name, { summary, load }] of Object.entries(table)) {
    const { verb } = await load();
    expect({ name: verb.name, summary: verb.summary }).toEqual({ name, summary });
    if ("verbs" in verb) await expectSameSummaries(verb.verbs);
  }
};

test("each verb has the summary that the table shows", () => expectSameSummaries(verbs));
