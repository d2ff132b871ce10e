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
  ["of an earlier boot, and old", { machine: "laptop", boot: "first" }, 31, here, true],
  ["of an earlier boot, not old yet", { machine: "laptop", boot: "first" }, 29, here, false],
  ["of this boot, however old", here, 4_000, here, false],
  ["of another machine with the same home", { machine: "server", boot: "first" }, 4_000, here, false],
  ["where boots have no id", { machine: "laptop", boot: null }, 4_000, { ...here, boot: null }, false],
  ["of a time when boots had no id", { machine: "laptop", boot: null }, 4_000, here, false],
])("%s", (_what, file, days, machine, answer) => {
  expect(isOrphan(file, days * day, machine)).toBe(answer);
});

test("only orphans are removed, and what cannot be read is let be", () => {
  const [living, orphan] = [seal(remembered(), env), seal(remembered(), env)].map((handle) => sealedPath(handle, env));
  const document = JSON.parse(readFileSync(orphan ?? "", "utf8"));
  writeFileSync(orphan ?? "", JSON.stringify({ ...document, boot: "an earlier one" }));
  const others = ["0".repeat(32).concat(".sealed"), "credentials.key"].map((name) => join(stateFolder(env), name));
  for (const path of others) writeFileSync(path, "{");
  removeOrphans(env, Date.now() + 31 * day);
  expect([living, orphan, ...others].map((path) => existsSync(path ?? ""))).toEqual([
    true,
    document.boot === null,
    true,
    true,
  ]);
});
