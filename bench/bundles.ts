import { readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { type BuildOptions, build, type Metafile } from "esbuild";
import { bundle, loadedAtStart } from "../infra/bundle.ts";
import { settings } from "../test/fixtures.ts";
import { staticImports } from "./static-imports.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

/** A bundle on disk, bytes. */
export interface Built {
  /** The file that exports the handler. */
  file: string;
  /** What is read and run before the first `import()`: the entry and what it imports statically. */
  entry: number;
  /** All chunks. */
  raw: number;
  /** All chunks, each compressed by itself. */
  gzip: number;
}

type Outputs = Metafile["outputs"];

const bytesOf = (outputs: Outputs): number => Object.values(outputs).reduce((sum, { bytes }) => sum + bytes, 0);

const measure = (file: string, outputs: Outputs, placeOf = (name: string) => join(root, name)): Built => {
  const zipped = Object.keys(outputs).map((name) => gzipSync(readFileSync(placeOf(name))).length);
  return {
    file,
    entry: bytesOf(loadedAtStart(outputs)),
    raw: bytesOf(outputs),
    gzip: zipped.reduce((sum, size) => sum + size, 0),
  };
};

/** As it is deployed. */
const ours = (folder: string, out: string): Built => {
  const { dir, metafile } = bundle(folder, settings, out);
  return measure(join(dir, "handler.mjs"), metafile.outputs, (name) => join(dir, basename(name)));
};

const ownUrl = 'const importMetaUrl = require("node:url").pathToFileURL(__filename).href;';

/** What differs between two ordinary ways to bundle a handler; both minified, with the SDK inside, in one file. */
const ordinary = {
  /** ES modules, so that what is not used of the SDK falls away. */
  static: {
    format: "esm",
    mainFields: ["module", "main"],
    outExtension: { ".js": ".mjs" },
    banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' },
  },
  /** What CDK's NodejsFunction does by itself with `bundleAwsSDK` and `minify`: CommonJS, of the SDK too. */
  cdk: {
    format: "cjs",
    outExtension: { ".js": ".cjs" },
    define: { "import.meta.url": "importMetaUrl" },
    banner: { js: ownUrl },
  },
} satisfies Record<string, BuildOptions>;

const inOneFile = async (folder: string, out: string, variant: keyof typeof ordinary): Promise<Built> => {
  const options = ordinary[variant];
  const { metafile } = await build({
    ...options,
    absWorkingDir: root,
    entryPoints: [{ in: join("functions", folder, "handler.ts"), out: "handler" }],
    outdir: out,
    bundle: true,
    platform: "node",
    target: "node24",
    plugins: [staticImports],
    minify: true,
    legalComments: "none",
    metafile: true,
    logLevel: "error",
  });
  writeFileSync(join(out, "settings.json"), JSON.stringify(settings));
  return measure(join(out, `handler${options.outExtension[".js"]}`), metafile.outputs);
};

export type Variant = "ours" | keyof typeof ordinary;
export const variants: readonly Variant[] = ["ours", "static", "cdk"];

/** The same handler in three bundles. */
export const bundlesOf = async (folder: string, out: string): Promise<Record<Variant, Built>> => ({
  ours: ours(folder, join(out, "ours")),
  static: await inOneFile(folder, join(out, "static", folder), "static"),
  cdk: await inOneFile(folder, join(out, "cdk", folder), "cdk"),
});
