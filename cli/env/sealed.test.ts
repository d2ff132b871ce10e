import { readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { stateFolder } from "../own-folder.ts";
import { onFullDisk, ownFolder, remembered } from "./fixture.ts";
import { handleText, newHandle } from "./handle.ts";
import { seal, sealedPath, unseal } from "./sealed.ts";

const env = { XDG_STATE_HOME: ownFolder() };
const what = remembered({ AWS_ACCESS_KEY_ID: "AKIAORIGINAL", AWS_SECRET_ACCESS_KEY: "a secret\nof two lines" });

test("what was sealed is what is opened, by its handle; the file is the owner's alone and shows nothing", () => {
  const handle = seal(what, env);
  expect(unseal(handle, env)).toEqual(what);
  const path = sealedPath(handle, env);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  const text = readFileSync(path, "utf8");
  for (const hidden of ["AKIAORIGINAL", "secret", "sales", "alice", handleText(handle).split(".")[1] ?? ""]) {
    expect(text).not.toContain(hidden);
  }
});

const change = (key: string, value: unknown) => (path: string) =>
  writeFileSync(path, JSON.stringify({ ...JSON.parse(readFileSync(path, "utf8")), [key]: value }));

test.each<[string, (path: string) => void, string]>([
  ["is gone", (path) => rmSync(path), "is not there: they were restored already"],
  ["is empty", (path) => writeFileSync(path, ""), "was altered"],
  ["is of another boot by its word", change("boot", "another"), "was altered"],
  ["is of another version by its word", change("version", 2), "was altered"],
  ["has other text", change("sealed", Buffer.from("{}").toString("base64")), "was altered"],
  ["has a short tag", change("tag", "AAAA"), "was altered"],
])("a file that %s opens nothing", (_what, alter, why) => {
  const handle = seal(what, env);
  alter(sealedPath(handle, env));
  expect(() => unseal(handle, env)).toThrow(why);
  expect(() => unseal(handle, env)).toThrow("Nothing was changed");
});

test("the file of another handle opens nothing, nor does a link to the right one", () => {
  const [mine, theirs] = [seal(what, env), seal(what, env)];
  expect(() => unseal({ ...mine, key: theirs.key }, env)).toThrow("is of another handle");
  const other = newHandle();
  writeFileSync(sealedPath(other, env), readFileSync(sealedPath(mine, env)));
  expect(() => unseal({ ...mine, id: other.id }, env)).toThrow("was altered");
  rmSync(sealedPath(other, env));
  symlinkSync(sealedPath(mine, env), sealedPath(other, env));
  expect(() => unseal({ ...mine, id: other.id }, env)).toThrow("is not yours to read");
});

const full = { XDG_STATE_HOME: ownFolder() };

test("on a full disk no empty file is left", () => {
  const module = JSON.stringify(join(import.meta.dirname, "sealed.ts"));
  const said = onFullDisk(`import { seal } from ${module}; seal(${JSON.stringify(what)}, ${JSON.stringify(full)});`);
  expect(said).toContain("EFBIG");
  expect(readdirSync(stateFolder(full))).toEqual([]);
});
