import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { type Built, bundledBefore } from "./bundle-cache.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
let folder = "";
let made = 0;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "sagewarden-bundles-"));
  made = 0;
  for (const name of ["one.ts", "two.ts"]) writeFileSync(join(folder, name), "as it was");
});
afterEach(() => rmSync(folder, { recursive: true }));

const builtOf = (...names: string[]): Built => ({
  files: { "x/handler.mjs": `made ${made}` },
  metafile: {
    inputs: Object.fromEntries(names.map((name) => [relative(root, join(folder, name)), { bytes: 9, imports: [] }])),
    outputs: {},
  },
});
/** The test's files were just written: as if it began when they had been there for long. */
const ask = (make = () => builtOf("one.ts", "two.ts"), began = Date.now() + 60_000): Built => {
  const count = (): Built => {
    made += 1;
    return make();
  };
  return bundledBefore(join(folder, "kept", "x.json"), count, began);
};

describe("a bundle", () => {
  test("is made once while nothing changes, and is the same", () => {
    expect([ask(), ask(), made]).toEqual([builtOf("one.ts", "two.ts"), builtOf("one.ts", "two.ts"), 1]);
    expect(readdirSync(join(folder, "kept"))).toEqual(["x.json"]);
  });

  test.each<[string, () => void]>([
    ["is written", () => writeFileSync(join(folder, "two.ts"), "as it is")],
    [
      "is written with the same time and length",
      () => {
        writeFileSync(join(folder, "two.ts"), "as it IS!");
        utimesSync(join(folder, "two.ts"), 0, 0);
      },
    ],
    ["is gone", () => rmSync(join(folder, "two.ts"))],
  ])("is made again when a file of it %s", (_, change) => {
    utimesSync(join(folder, "two.ts"), 0, 0);
    ask(() => builtOf("one.ts", "two.ts"));
    change();
    ask(() => builtOf("one.ts"));
    expect(made).toBe(2);
  });

  test("is the first's again only once it is made again", () => {
    ask();
    writeFileSync(join(folder, "two.ts"), "as it is");
    ask();
    writeFileSync(join(folder, "two.ts"), "as it was");
    expect([ask().files, made]).toEqual([{ "x/handler.mjs": "made 3" }, 3]);
  });

  test("is not kept when a file of it is written meanwhile", () => {
    const make = (): Built => {
      writeFileSync(join(folder, "two.ts"), "as it is");
      return builtOf("one.ts", "two.ts");
    };
    ask(make, Date.now());
    ask();
    expect(made).toBe(2);
  });

  test("is made again when what is kept cannot be read", () => {
    ask();
    writeFileSync(join(folder, "kept", "x.json"), '{"built":');
    ask();
    expect(made).toBe(2);
  });
});

test("a folder that cannot be written does without", () => {
  writeFileSync(join(folder, "file"), "");
  const place = join(folder, "file", "x.json");
  expect(bundledBefore(place, () => builtOf("one.ts"))).toEqual(builtOf("one.ts"));
});
