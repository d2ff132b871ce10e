import { chmodSync, readdirSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { ownFolder } from "../env/fixture.ts";
import { keyFile } from "./key-file.ts";

const folder = ownFolder();

test("made once, 32 bytes, its owner's alone; nothing else stays", () => {
  const file = join(folder, "once");
  const made = keyFile(file);
  expect(made).toHaveLength(32);
  expect(keyFile(file)).toEqual(made);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder)).toEqual(["once"]);
});

test.each<[string, (file: string) => void]>([
  ["others could have read it", (file) => chmodSync(file, 0o640)],
  ["it is cut off", (file) => writeFileSync(file, "short")],
  ["it is a link", (file) => symlinkSync(join(folder, "once"), `${file}.link`)],
])("%s: another takes its place", (what, spoil) => {
  const file = join(folder, what.replaceAll(" ", "-"));
  const before = keyFile(file);
  spoil(file);
  const place = what === "it is a link" ? `${file}.link` : file;
  const after = keyFile(place);
  expect(after).not.toEqual(before);
  expect(keyFile(place)).toEqual(after);
});
