import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { type Bundle, bundle, loadedAtStart } from "./bundle.ts";
import { definitions } from "./definitions.ts";
import { readSettings } from "./settings.ts";

const settings = readSettings("", "");
const kibibyte = 1024;
let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "sagewarden-bundle-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const built = new Map<string, Bundle>();
const bundleOf = (name: string): Bundle => {
  const found = built.get(name) ?? bundle(name, settings, join(folder, "one"));
  built.set(name, found);
  return found;
};

const contents = ({ dir }: Bundle) =>
  Object.fromEntries(readdirSync(dir).map((file) => [file, readFileSync(join(dir, file), "utf8")]));

/** What a process says after it loaded the handler as Lambda does. */
const load = (dir: string, env: Record<string, string>) => {
  const script = `const { handler } = await import(process.argv[1]); console.log(typeof handler);`;
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ["--input-type=module", "-e", script, join(dir, "handler.mjs")],
    { encoding: "utf8", env },
  );
  return { stdout: stdout.trim(), stderr };
};

/** KiB before the first import(), and in all. Who answers a person reads its settings, schema and all, at once. A durable function has Lambda's SDK for it at its start, and every kind's calls. */
const limits = {
  queue: [40, 640],
  schedule: [40, 640],
  url: [46, 640],
  call: [44, 900],
  durable: [110, 1000],
} as const;

/**
 * The audit has all of its rules, and clients of IAM, S3, EventBridge and Security Hub; it runs a few times a day, and nobody waits.
 * Whoever writes tags asks Systems Manager for a pause, beside all that attribution asks. A restore judges with the rules of the
 * audit what it gives back. The broker knows connections and what caps them before it answers.
 */
const larger: Readonly<Record<string, readonly [number, number]>> = {
  "audit-vendors": [40, 1_000],
  "enforce-tags": [40, 680],
  "restore-vendor": [110, 1_200],
  "vend-credentials": [64, 640],
};

describe.each(definitions.map(({ folder: name, source }) => [name, larger[name] ?? limits[source.type]] as const))(
  "%s",
  (name, [start, all]) => {
    test("loads from its folder alone and has a handler", () => {
      const { dir } = bundleOf(name);
      expect(load(dir, { AWS_REGION: "us-east-1" })).toEqual({ stdout: "function", stderr: "" });
    });

    test("every part of it loads", () => {
      const { dir } = bundleOf(name);
      const script = `for (const file of process.argv.slice(1)) await import(file);`;
      const parts = readdirSync(dir).filter((file) => file.endsWith(".mjs"));
      const args = ["--input-type=module", "-e", script, ...parts.map((file) => join(dir, file))];
      const { status, stderr } = spawnSync(process.execPath, args, {
        encoding: "utf8",
        env: { AWS_REGION: "us-east-1" },
      });
      expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    });

    test("has its settings beside it", () => {
      expect(JSON.parse(contents(bundleOf(name))["settings.json"] ?? "")).toEqual(JSON.parse(JSON.stringify(settings)));
    });

    test("holds what it says and nothing that cannot be loaded", () => {
      const { dir, metafile } = bundleOf(name);
      const files = Object.keys(metafile.outputs).map((file) => file.split("/").at(-1));
      expect(readdirSync(dir).toSorted()).toEqual([...files, "settings.json"].toSorted());
    });

    test("has the SDK inside, in its shakeable form, without the credential chain", () => {
      const { metafile } = bundleOf(name);
      const inside = Object.values(metafile.outputs).flatMap(({ inputs }) => Object.keys(inputs));
      expect(inside.filter((file) => /\/@aws-sdk\/client-\w+\/dist-es\//.test(file))).not.toHaveLength(0);
      expect(inside.filter((file) => /\/(@aws-sdk|@smithy)\/[^/]+\/dist-cjs\//.test(file))).toEqual([]);
      expect(inside.filter((file) => /credential-provider|endpoint-cache|zod\/v4\/locales\/(?!en)/.test(file))).toEqual(
        [],
      );
      const outside = Object.values(metafile.outputs).flatMap(({ imports }) =>
        imports.filter(({ external }) => external),
      );
      for (const { path } of outside)
        expect(path).toMatch(
          /^node:|^(buffer|crypto|events|fs|http|https|http2|module|os|path|process|stream|url|util|zlib)$/,
        );
    });

    test("has Slack's client only if it speaks to Slack, and then not at its start", () => {
      const { outputs } = bundleOf(name).metafile;
      const hasClient = (of: Bundle["metafile"]["outputs"]): boolean =>
        Object.values(of).some(({ inputs }) => Object.keys(inputs).some((file) => file.includes("/@slack/web-api/")));
      const speaks = ["deliver-notices", "apply-answers"].includes(name);
      expect([hasClient(outputs), hasClient(loadedAtStart(outputs))]).toEqual([speaks, false]);
    });

    test(`reads at most ${start} KiB before its first import(), and is at most ${all} KiB`, () => {
      const { metafile } = bundleOf(name);
      const sizeOf = (outputs: Bundle["metafile"]["outputs"]): number =>
        Object.values(outputs).reduce((sum, { bytes }) => sum + bytes, 0);
      expect(Object.keys(loadedAtStart(metafile.outputs)).map((file) => file.split("/").at(-1))).toContain(
        "handler.mjs",
      );
      expect(sizeOf(loadedAtStart(metafile.outputs))).toBeLessThanOrEqual(start * kibibyte);
      expect(sizeOf(metafile.outputs)).toBeLessThanOrEqual(all * kibibyte);
    });
  },
);

test("the same sources give the same bytes, wherever they go", () => {
  const again = bundle("enforce-tags", settings, join(folder, "another", "place"), join(folder, "nothing kept"));
  expect(contents(again)).toEqual(contents(bundleOf("enforce-tags")));
});
