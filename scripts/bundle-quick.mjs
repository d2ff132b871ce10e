// Makes one file of what an SDK waits for: Node takes 25 ms to find and link the forty that it is written in. JavaScript: npm
// calls it when it installs, with whichever Node there is.
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { manifest, stampOf } from "../cli/kept-bundle.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
/** Beside what esbuild says that it read. */
const recipe = ["package.json", "tsconfig.json", "scripts/bundle-quick.mjs", "cli/kept-bundle.mjs"];
/** What the file system's clock is behind at most. */
const behindMs = 50;

const build = async () => {
  const { build: esbuild } = await import("esbuild");
  const { outputFiles, metafile, warnings } = await esbuild({
    ...{ absWorkingDir: root, entryPoints: ["cli/quick.ts"], outdir: ".", write: false, metafile: true },
    // CommonJS, because Node's own modules are loaded quicker by it; packages stay where npm put them.
    ...{ bundle: true, format: "cjs", platform: "node", target: "node24", packages: "external", logLevel: "silent" },
  });
  const [warning] = warnings;
  if (warning) throw new Error(`${warning.location?.file}: ${warning.text}`); // such as import.meta, which CommonJS has not
  return { text: outputFiles[0].text, sources: [...recipe, ...Object.keys(metafile.inputs)] };
};

/** Where everything that `quick.ts` needs is kept in one file, for `freshBundle`. */
export const bundleQuick = async (folder = join(root, ".build", "quick")) => {
  const began = Date.now();
  const { text, sources } = await build();
  const from = {};
  for (const source of sources) {
    from[source] = stampOf(join(root, source));
    if (Number.parseFloat(from[source]) > began - behindMs) throw new Error(`${source} was changed meanwhile`);
  }
  mkdirSync(folder, { recursive: true });
  const file = `${createHash("sha256").update(text).digest("hex").slice(0, 16)}.cjs`;
  for (const [name, content] of [
    [file, text],
    [manifest, JSON.stringify({ file, from })],
  ]) {
    writeFileSync(join(folder, `${name}.${process.pid}`), content);
    renameSync(join(folder, `${name}.${process.pid}`), join(folder, name));
  }
  for (const name of readdirSync(folder)) if (![file, manifest].includes(name)) rmSync(join(folder, name));
  return join(folder, file);
};

if (process.argv[1] && basename(process.argv[1]) === "bundle-quick.mjs") {
  try {
    await bundleQuick();
  } catch (error) {
    console.error(`credential-process will start from its sources: ${error.message}`); // only slower: no reason to fail an install
  }
}
