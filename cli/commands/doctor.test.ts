import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { run } from "../run.ts";

let cwd = "";
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), "sagewarden-doctor-"));
  await writeFile(join(cwd, "sagewarden.yaml"), "mode: enforced\n");
});
afterAll(() => rm(cwd, { recursive: true }));

/** With settings that are wrong no account is asked. */
const doctor = async (...argv: string[]) => {
  const out: string[] = [];
  const code = await run(["doctor", ...argv], {
    out: (text) => void out.push(text),
    err: () => undefined,
    stdin: (async function* nothing() {})(),
    env: {},
    cwd,
  });
  return { code, out: out.join("\n") };
};

test("--json: one document, and 2 because the settings are bad input", async () => {
  const { code, out } = await doctor("--json");
  expect(code).toBe(2);
  const { checks } = JSON.parse(out);
  expect(checks.find(({ id }: { id: string }) => id === "settings")).toEqual({
    id: "settings",
    status: "fail",
    detail: expect.stringContaining('sagewarden.yaml:1:7: mode: found "enforced"'),
    remediation: "docs/settings.md",
  });
});

test("a line for each check", async () => {
  const { code, out } = await doctor();
  expect(code).toBe(2);
  expect(out).toMatch(/^fail {5}settings/m);
  expect(out).toMatch(/^unknown {2}trail/m);
});
