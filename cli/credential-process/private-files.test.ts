import { execFileSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { onFullDisk, ownFolder } from "../env/fixture.ts";
import { lockable, readPrivate, writeFirst, writePrivate } from "./private-files.ts";

const folder = ownFolder();
const bytes = Buffer.from("sealed");
const written = (name: string): string => {
  const file = join(folder, name);
  writePrivate(file, bytes);
  return file;
};

test("what is written is read, whole, and its owner's alone", () => {
  const file = written("plain");
  expect(readPrivate(file)).toEqual(bytes);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test.each<[string, (file: string) => void]>([
  ["not there", () => undefined],
  ["a folder", (file) => mkdirSync(file)],
  ["a link, also to one that could be read", (file) => symlinkSync(written("target"), file)],
  ["a pipe, which nobody writes to", (file) => execFileSync("sh", ["-c", 'mkfifo -m 600 "$0"', file])],
  ["others could read it", (file) => writeFileSync(file, bytes, { mode: 0o644 })],
  ["a group could write it", (file) => chmodSync(written(file.slice(folder.length + 1)), 0o620)],
  ["larger than any", (file) => writeFileSync(file, Buffer.alloc(64 * 1024 + 1), { mode: 0o600 })],
])("%s: as if absent", (what, place) => {
  const file = join(folder, what.replaceAll(/\W/g, "-"));
  place(file);
  expect(readPrivate(file)).toBeUndefined();
});

test("somebody else's: as if absent", () => {
  const file = written("foreign");
  if (process.getuid?.() !== 0) return; // only root can give a file away
  chownSync(file, 12345, 12345);
  expect(readPrivate(file)).toBeUndefined();
});

test("a link in the place is replaced, and what it leads to stays as it was", () => {
  const outside = join(folder, "outside");
  writeFileSync(outside, "theirs");
  const file = join(folder, "linked");
  symlinkSync(outside, file);
  writePrivate(file, bytes);
  expect(readPrivate(file)).toEqual(bytes);
  expect(readFileSync(outside, "utf8")).toBe("theirs");
});

test("of several who write at once the first wins", () => {
  const file = join(folder, "first");
  writeFirst(file, bytes);
  expect(() => writeFirst(file, Buffer.from("later"))).toThrow("EEXIST");
  expect(readPrivate(file)).toEqual(bytes);
});

test.each<[string, (file: string) => void]>([
  ["not there", () => undefined],
  ["an empty file", (file) => writeFileSync(file, "")],
  ["something written", (file) => writeFileSync(file, "no database")],
  ["a folder", (file) => mkdirSync(join(file, "deep"), { recursive: true })],
  ["a link", (file) => symlinkSync(written("other"), file)],
])("to lock, %s: an empty file of our own", (what, place) => {
  const name = `lock-${what.replaceAll(/\W/g, "-")}`;
  place(join(folder, name));
  expect(statSync(lockable(folder, name))).toMatchObject({ size: 0, nlink: 1 });
});

const full = ownFolder();

test.each(["writeFirst", "writePrivate"])("%s: on a full disk nothing is left", (name) => {
  const [module, file] = [join(import.meta.dirname, "private-files.ts"), join(full, "key")].map((path) =>
    JSON.stringify(path),
  );
  expect(onFullDisk(`import { ${name} } from ${module}; ${name}(${file}, Buffer.from("sealed"));`)).toContain("EFBIG");
  expect(readdirSync(full)).toEqual([]);
});
