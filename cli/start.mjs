#!/usr/bin/env node
// The command. JavaScript, because Node loads its type stripper for anything else, and that takes longer than Node's start.
// What Node strips and compiles then is kept; it compares each source's bytes before it takes that.
import { lstatSync, mkdirSync } from "node:fs";
import module from "node:module";
import { homedir } from "node:os";
import { join } from "node:path";

const lowestNode = 24;

/** Node runs what it finds there: nobody else may write it. */
const ownFolder = () => {
  const cache = process.env.XDG_CACHE_HOME ?? "";
  const folder = join(cache.startsWith("/") ? cache : join(homedir(), ".cache"), "sagewarden", "compiled");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const stat = lstatSync(folder);
  const isOwn = process.getuid === undefined || (stat.uid === process.getuid() && (stat.mode & 0o022) === 0);
  return stat.isDirectory() && isOwn ? folder : undefined;
};

const keepCompiled = () => {
  try {
    const folder = ownFolder();
    if (folder !== undefined) module.enableCompileCache(folder);
  } catch {
    // where nothing can be written it only takes longer
  }
};

if (Number.parseInt(process.versions.node, 10) < lowestNode) {
  console.error(
    `sagewarden needs Node ${lowestNode} or newer, this is ${process.versions.node}: run it as \`npx sagewarden\` from the checkout (npm install brings Node ${lowestNode})`,
  );
  process.exitCode = 2;
} else {
  keepCompiled();
  await import("./main.ts");
}
