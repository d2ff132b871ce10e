import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { ledgerOver } from "#shared/record/ledger.ts";
import { memoryTable } from "#shared/record/memory-ledger.ts";
import { withSettings } from "../../test/fixtures.ts";
import { creationOf } from "../report/fixture.ts";
import { run } from "../run.ts";
import { report } from "./report.ts";

const settings = withSettings({ mode: "observe" });
const table = memoryTable();
let cwd = "";
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), "sagewarden-report-"));
  await ledgerOver(table, { keep: 1 }).open(creationOf("a", "Model", "observed"));
});
afterAll(() => rm(cwd, { recursive: true }));

const io = () => {
  const [out, err]: [string[], string[]] = [[], []];
  const stdin = (async function* nothing() {})();
  return {
    out: (text: string) => void out.push(text),
    err: (text: string) => void err.push(text),
    stdin,
    env: {},
    cwd,
    told: { out, err },
  };
};
const tell = async (options: object) => {
  const own = io();
  const code = await report({ since: "P7D", ...options }, own, { settings, table, now: "2026-11-29T08:00:00Z" });
  return { code, out: own.told.out.join("\n"), err: own.told.err.join("\n") };
};

test("without an option: what happened", async () => {
  const { code, out } = await tell({});
  expect(code).toBe(0);
  expect(out).toContain("mode observe");
  expect(out).toContain("Model");
});

test("--would: what was held back, and the line that turns it on", async () => {
  const { out } = await tell({ would: true });
  expect(out).toContain("mode: tag | Model would be tagged (1)");
  expect(out).toContain("  mode: tag\n");
});

test("--json: one document, and nothing else on stdout", async () => {
  const { out } = await tell({ would: true, json: true, out: "j.html" });
  expect(JSON.parse(out)).toMatchObject({
    mode: "observe",
    would: [{ what: "tag", detail: "team=TeamA, studiouserid=alice" }],
  });
});

test("--out: a page, said on stderr", async () => {
  expect(await tell({ out: "page.html" })).toEqual({ code: 0, out: "", err: "page.html written" });
  expect(await readFile(join(cwd, "page.html"), "utf8")).toMatch(/^<!doctype html>/);
});

test("--since bounds what is read", async () => {
  expect((await tell({ since: "P1D" })).out).toContain("Nothing was created.");
});

test("a page that cannot be written is bad input", async () => {
  await expect(tell({ out: "no/such/folder/page.html" })).rejects.toThrow(
    "--out: no/such/folder/page.html cannot be written (ENOENT); allowed: a file in a folder that is there",
  );
});

test.each([
  [["--since", "7 days"], '--since: found "7 days"; allowed: an ISO 8601 duration such as P7D'],
  [["--out", "sagewarden.yaml"], '--out: found "sagewarden.yaml"; allowed: a file name that ends with .html'],
])("%j: 2, before anything is asked", async (argv, message) => {
  const own = io();
  expect(await run(["report", ...argv], own)).toBe(2);
  expect([own.told.out, own.told.err.join("\n")]).toEqual([[], expect.stringContaining(message)]);
});
