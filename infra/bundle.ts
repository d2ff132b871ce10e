import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { buildSync, type Metafile } from "esbuild";
import type { Settings } from "../shared/model/settings.ts";
import { type Built, bundledBefore } from "./bundle-cache.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
/** What the functions do not need of the SDK; each file says why. */
const standIns = {
  "@aws-sdk/credential-provider-node": fileURLToPath(import.meta.resolve("./stand-ins/credentials.ts")),
  "@aws-sdk/middleware-endpoint-discovery": fileURLToPath(import.meta.resolve("./stand-ins/endpoint-discovery.ts")),
  "@smithy/core/event-streams": fileURLToPath(import.meta.resolve("./stand-ins/event-streams.ts")),
  "node:process": fileURLToPath(import.meta.resolve("./stand-ins/process.ts")),
  "node:timers": fileURLToPath(import.meta.resolve("./stand-ins/timers.ts")),
};

export interface Bundle {
  /** The folder that becomes the function's code. */
  dir: string;
  /** esbuild's account of what is in it. */
  metafile: Metafile;
}

type Outputs = Metafile["outputs"];

/** The outputs that the handler loads before its first `import()`. */
export const loadedAtStart = (outputs: Outputs): Outputs => reachable(outputs, (kind) => kind !== "dynamic-import");

/** The outputs that the handler can ever load. esbuild keeps the chunk of an `import()` that it then shook away. */
const reachable = (outputs: Outputs, follows = (_kind: string): boolean => true): Outputs => {
  const queue = Object.keys(outputs).filter((file) => outputs[file]?.entryPoint?.startsWith("functions/"));
  const found = new Set(queue);
  for (const file of queue) {
    for (const { path, kind } of outputs[file]?.imports ?? []) {
      if (found.has(path) || !(path in outputs) || !follows(kind)) continue;
      found.add(path);
      queue.push(path);
    }
  }
  return Object.fromEntries(Object.entries(outputs).filter(([file]) => found.has(file)));
};

const esbuild = (folder: string) =>
  buildSync({
    absWorkingDir: root,
    entryPoints: [{ in: join("functions", folder, "handler.ts"), out: "handler" }],
    outdir: folder, // part of no byte: the files are written elsewhere
    outExtension: { ".js": ".mjs" },
    write: false,
    bundle: true,
    splitting: true,
    chunkNames: "[name]-[hash]",
    format: "esm",
    platform: "node",
    target: "node24",
    // Else esbuild takes the SDK's CommonJS half, which cannot be shaken: 2.5 times the size.
    mainFields: ["module", "main"],
    alias: standIns,
    minify: true,
    // Slack's client is CommonJS, and asks for Node's modules by `require`, which no ES module has.
    banner: { js: "const require = (name) => process.getBuiltinModule(name);" },
    legalComments: "none",
    metafile: true,
    logLevel: "error",
  });

const build = (folder: string): Built => {
  const { outputFiles, metafile } = esbuild(folder);
  const outputs = reachable(metafile.outputs);
  const files = outputFiles.map(({ path, text }): [string, string] => [relative(root, path), text]);
  return {
    files: Object.fromEntries(files.filter(([file]) => file in outputs)),
    metafile: { ...metafile, outputs },
  };
};

/**
 * Cuts one function to what it imports, with the settings beside it, in a folder of its own under `out`. The SDK goes in:
 * loaded from the runtime it costs twice the start, and its version would be somebody else's. Same sources, same bytes.
 */
export const bundle = (
  folder: string,
  settings: Settings,
  out = join(root, ".build", "functions"),
  kept = join(root, ".build", "bundles"),
): Bundle => {
  const dir = join(out, folder);
  const { files, metafile } = bundledBefore(join(kept, `${folder}.json`), () => build(folder));
  rmSync(dir, { recursive: true, force: true });
  mkdirSync(dir, { recursive: true });
  for (const [file, text] of Object.entries(files)) writeFileSync(join(dir, basename(file)), text);
  writeFileSync(join(dir, "settings.json"), JSON.stringify(settings));
  return { dir, metafile };
};
