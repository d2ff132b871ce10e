import { createHash, randomUUID } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Metafile } from "esbuild";

const root = fileURLToPath(new URL("..", import.meta.url));
/** Beside the inputs that esbuild tells: how it is called, and which packages npm installed. */
const recipe = ["infra/bundle.ts", "package.json", "tsconfig.json", "node_modules/.package-lock.json"];
/** What the file system's clock is behind at most. */
const behindMs = 50;

/** What esbuild made of one function. Files are named from the project's folder. */
export interface Built {
  files: Readonly<Record<string, string>>;
  metafile: Metafile;
}

interface Kept {
  built: Built;
  /** File -> the hash of its bytes. */
  from: Readonly<Record<string, string>>;
}

interface Seen {
  hash: string;
  changed: number;
}

/** Each file is read once for all functions: most of the thousands are in every one. */
const read = new Map<string, Seen>();

const look = (file: string): Seen => {
  const { ctimeMs: changed } = statSync(join(root, file));
  const known = read.get(file);
  if (known?.changed === changed) return known;
  const seen = {
    hash: createHash("sha256")
      .update(readFileSync(join(root, file)))
      .digest("base64"),
    changed,
  };
  if (changed < Date.now() - behindMs) read.set(file, seen); // else it may change again and look the same
  return seen;
};

const load = (place: string): Built | undefined => {
  try {
    const { built, from } = JSON.parse(readFileSync(place, "utf8")) as Kept;
    return Object.entries(from).every(([file, hash]) => look(file).hash === hash) ? built : undefined;
  } catch {
    return undefined; // nothing is kept, or one of its files is gone
  }
};

/** Not where a file was written while esbuild read, or npm has not said which packages are there. */
const save = (place: string, built: Built, began: number): void => {
  const from: Record<string, string> = {};
  for (const file of [...recipe, ...Object.keys(built.metafile.inputs)]) {
    const { hash, changed } = look(file);
    if (changed >= began - behindMs) return;
    from[file] = hash;
  }
  mkdirSync(dirname(place), { recursive: true });
  const aside = `${place}.${randomUUID()}`;
  writeFileSync(aside, JSON.stringify({ built, from } satisfies Kept));
  renameSync(aside, place);
};

/**
 * What was last made and kept in this file, if every byte is the same from which it was made, else what `make` makes. All
 * functions cost 10 s of a core, and each lab has all of them.
 */
export const bundledBefore = (place: string, make: () => Built, began = Date.now()): Built => {
  const before = load(place);
  if (before) return before;
  const built = make();
  try {
    save(place, built, began);
  } catch {
    // a checkout that cannot be written, or was not installed by npm, does without
  }
  return built;
};
