import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { formWith, soundForm } from "../../shared/verify/estate/fixtures.ts";
import { readEstate } from "./read-estate.ts";

let folder: string;
const policy = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "s3:*", Resource: "*" }],
});

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "estate-"));
  await mkdir(join(folder, "set", "more"), { recursive: true });
  await writeFile(join(folder, "set", "verify.json"), JSON.stringify(soundForm));
  for (const file of ["developer.json", "trust.json", "more/extra.json"])
    await writeFile(join(folder, "set", file), policy);
});
afterEach(() => rm(folder, { recursive: true }));

const read = () => readEstate("set", folder);

test("a folder", async () => {
  expect((await read()).principals).toHaveLength(2);
});

test("a file in a folder below", async () => {
  await writeFile(join(folder, "set", "verify.json"), formWith(["roles", 0, "boundary"], "more/extra.json"));
  expect((await read()).principals[0]?.boundary?.name).toBe("more/extra.json");
});

test.each<[string, (set: string) => Promise<unknown>, string]>([
  [
    "no such folder",
    (set) => rm(set, { recursive: true }),
    "set/verify.json: there is no such file; allowed: a folder",
  ],
  [
    "no such file",
    (set) => rm(join(set, "trust.json")),
    'set/verify.json:1:225: roles[0].trust: "trust.json": there is no such file',
  ],
  [
    "a folder in its place",
    (set) => rm(join(set, "trust.json")).then(() => mkdir(join(set, "trust.json"))),
    "no plain file",
  ],
  [
    "more than IAM takes",
    (set) => writeFile(join(set, "trust.json"), " ".repeat(131_073)),
    "131073 bytes; allowed: at most 131072",
  ],
  [
    "a link",
    (set) => rm(join(set, "trust.json")).then(() => symlink("/etc/hostname", join(set, "trust.json"))),
    "a symbolic link",
  ],
])("refuses %s", async (_, change, said) => {
  await change(join(folder, "set"));
  await expect(read()).rejects.toThrow(said);
});

test("refuses a folder that is a link", async () => {
  await writeFile(join(folder, "set", "verify.json"), formWith(["roles", 0, "boundary"], "there/extra.json"));
  await symlink(join(folder, "set", "more"), join(folder, "set", "there"));
  await expect(read()).rejects.toThrow(/roles\[0\].boundary: "there\/extra.json": a symbolic link/);
});
