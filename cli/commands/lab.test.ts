import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { run } from "../run.ts";

/** Whether it starts, serves and leaves nothing is in test/lab-life.test.ts: it takes a whole account. Here: wrong use. */
let cwd = "";
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), "sagewarden-verb-"));
});
afterEach(() => rmSync(cwd, { recursive: true }));

const lab = async (...args: string[]) => {
  const err: string[] = [];
  const io = {
    out: () => {
      throw new Error("nothing goes to stdout");
    },
    err: (text: string) => void err.push(text),
    stdin: (async function* nothing() {})(),
    env: {},
    cwd,
  };
  return { code: await run(["lab", ...args], io), err: err.join("\n") };
};

test.each([
  ["--port", "x"],
  ["--port", "-1"],
  ["--port", "70000"],
  ["--port", "1.5"],
  ["--speed", "0"],
  ["--speed", "-2"],
  ["--speed", "fast"],
  ["--speed", "1e9"],
])("%s %s is wrong use", async (option, value) => {
  const { code, err } = await lab(option, value);
  expect(code).toBe(2);
  expect(err).toContain(option);
});

test("wrong settings are told before anything is started", async () => {
  writeFileSync(join(cwd, "wrong.yaml"), "mode: enforce\nregion: us-east-1\nteems: {}\n");
  const { code, err } = await lab("--config", "wrong.yaml");
  expect(code).toBe(2);
  expect(err).toMatch(/wrong\.yaml:3:1: teems: unknown key.*did you mean "teams"/s);
  expect(err).not.toContain("starting");
});

test("a settings file that is not there is named", async () => {
  const { code, err } = await lab("--config", "none.yaml");
  expect(code).toBe(2);
  expect(err).toContain("none.yaml: there is no such file");
});
