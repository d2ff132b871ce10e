#!/usr/bin/env node
// The command. JavaScript, because Node loads its type stripper for anything else, and that takes longer than Node's start.
// Node's own modules without import: as ES modules some load twice of what is used.
import { freshBundle } from "./kept-bundle.mjs";

const lowestNode = 24;
const argv = process.argv.slice(2);

/** Node runs what it finds there: nobody else may write it. `sudo` may leave HOME the caller's, where nothing of root's belongs. */
const ownFolder = () => {
  if (process.env.SUDO_UID !== undefined && process.getuid?.() === 0) return undefined;
  const { lstatSync, mkdirSync } = process.getBuiltinModule("node:fs");
  const cache = process.env.XDG_CACHE_HOME ?? "";
  const usual = () => `${process.getBuiltinModule("node:os").homedir()}/.cache`;
  const folder = `${cache.startsWith("/") ? cache : usual()}/sagewarden/compiled`;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const stat = lstatSync(folder);
  const isOwn = process.getuid === undefined || (stat.uid === process.getuid() && (stat.mode & 0o022) === 0);
  return stat.isDirectory() && isOwn ? folder : undefined;
};

/** Node keeps what it stripped and compiled, and compares each source's bytes before it takes that again. */
const keepCompiled = () => {
  try {
    const folder = ownFolder();
    if (folder !== undefined) process.getBuiltinModule("node:module").enableCompileCache(folder);
  } catch {
    // where nothing can be written it only takes longer
  }
};

/** What an SDK waits for, in one file. Nothing where it would be older than its sources. */
const loadQuick = () => {
  if (argv[0] !== "credential-process") return undefined;
  const root = process.getBuiltinModule("node:path").dirname(import.meta.dirname);
  const bundle = freshBundle(root, `${root}/.build/quick`);
  try {
    return bundle && process.getBuiltinModule("node:module").createRequire(bundle)(bundle);
  } catch {
    return undefined; // an install is under way
  }
};

const start = async () => {
  // Node would open its inspector, in which everybody on this machine could read our environment.
  process.on("SIGUSR1", () => undefined);
  keepCompiled();
  const code = await loadQuick()?.quickly(argv);
  if (code === undefined) await import("./command-line.ts");
  else process.exitCode = code;
};

if (Number.parseInt(process.versions.node, 10) < lowestNode) {
  console.error(
    `sagewarden needs Node ${lowestNode} or newer, this is ${process.versions.node}: run it as \`npx sagewarden\` from the checkout (npm install brings Node ${lowestNode})`,
  );
  // eval "$(…)" && terraform apply would go on with other credentials
  if (process.argv.includes("env")) console.log("false");
  process.exitCode = 2;
} else {
  await start();
}
