import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { stateFolder } from "../own-folder.ts";
import { ownFolder, remembered } from "./fixture.ts";
import { isOrphan, removeOrphans } from "./orphans.ts";
import { seal, sealedPath } from "./sealed.ts";

const env = { XDG_STATE_HOME: ownFolder() };
const day = 86_400_000;
const here = { machine: "laptop", boot: "second" };

test.each([
  ["of an earlier boot", { machine: "laptop", boot: "first" }, here, true],
  ["of this boot", here, here, false],
  ["of another machine with the same home", { machine: "server", boot: "first" }, here, false],
  ["where boots have no id", { machine: "laptop", boot: null }, { ...here, boot: null }, false],
  ["of a time when boots had no id", { machine: "laptop", boot: null }, here, false],
])("%s", (_what, file, machine, answer) => {
  expect(isOrphan(file, machine)).toBe(answer);
});

test("only orphans are removed, and what cannot be read is let be", () => {
  const [living, orphan] = [seal(remembered(), env), seal(remembered(), env)].map((handle) => sealedPath(handle, env));
  const document = JSON.parse(readFileSync(orphan ?? "", "utf8"));
  writeFileSync(orphan ?? "", JSON.stringify({ ...document, boot: "an earlier one" }));
  const others = ["0".repeat(32).concat(".sealed"), "credentials.key"].map((name) => join(stateFolder(env), name));
  for (const path of others) writeFileSync(path, "{");
  removeOrphans(env, Date.now() + 29 * day);
  expect(existsSync(orphan ?? "")).toBe(true);
  removeOrphans(env, Date.now() + 31 * day);
  expect([living, orphan, ...others].map((path) => existsSync(path ?? ""))).toEqual([
    true,
    document.boot === null,
    true,
    true,
  ]);
});
