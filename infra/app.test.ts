import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { names } from "../shared/names.ts";

const app = fileURLToPath(new URL("app.ts", import.meta.url));
let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "sagewarden-app-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** What `cdk synth` runs, with nothing in its environment: no credentials, no region, no home. */
const run = (context: object) =>
  spawnSync(process.execPath, [app], {
    cwd: folder,
    encoding: "utf8",
    env: { CDK_OUTDIR: join(folder, "out"), CDK_CONTEXT_JSON: JSON.stringify(context) },
  });

describe("node infra/app.ts", () => {
  test("synthesises the checkout's example without credentials, with every function's code", () => {
    const { status, stderr } = run({});
    expect([status, stderr]).toEqual([0, ""]);
    const template = JSON.parse(readFileSync(join(folder, "out", `${names.stack}.template.json`), "utf8"));
    expect(Object.keys(template.Resources).length).toBeGreaterThan(40);
    expect(existsSync(join(folder, "out", "functions", "enforce-tags", "handler.mjs"))).toBe(true);
  });

  test("refuses wrong settings with exit code 2 and no stack trace", () => {
    const file = join(folder, "wrong.yaml");
    writeFileSync(file, "mode: enfroce\n");
    const { status, stderr } = run({ config: file });
    expect(status).toBe(2);
    expect(stderr).toContain(`${file}:1:`);
    expect(stderr).not.toMatch(/^\s+at /m);
  });
});
