import {
  appendFileSync,
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { ownFolder } from "../cli/env/fixture.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
/** JavaScript: npm and the start take it as it is. */
let bundleQuick: (folder: string) => Promise<string>;
let freshBundle: (root: string, folder: string) => string | undefined;
let stampOf: (file: string) => string;
let manifest: string;
beforeAll(async () => {
  ({ bundleQuick } = await import(join(root, "scripts/bundle-quick.mjs")));
  ({ freshBundle, manifest, stampOf } = await import(join(root, "cli/kept-bundle.mjs")));
});
const folder = ownFolder();

test("one file, made of ours alone, that is taken while its sources are as they were", async () => {
  const kept = join(folder, "kept");
  const file = await bundleQuick(kept);
  expect(freshBundle(root, kept)).toBe(file);
  expect(readdirSync(kept).map((name) => join(kept, name))).toEqual(
    expect.arrayContaining([file, join(kept, manifest)]),
  );
  const { from } = JSON.parse(readFileSync(join(kept, manifest), "utf8"));
  const sources = Object.keys(from);
  expect(sources).toEqual(expect.arrayContaining(["cli/quick.ts", "cli/credential-process/serve.ts", "package.json"]));
  expect(sources.filter((source) => source.includes("node_modules"))).toEqual([]);
});

describe("a bundle is not taken any more", () => {
  const source = (place: string): string => join(place, "source.ts");
  const bundled = (what: string): string => {
    const place = join(folder, what.replaceAll(/\W/g, "-"));
    mkdirSync(place);
    writeFileSync(source(place), "1");
    writeFileSync(
      join(place, manifest),
      JSON.stringify({ file: "b.cjs", from: { "source.ts": stampOf(source(place)) } }),
    );
    return place;
  };
  const bundledCopy = (place: string): string => {
    copyFileSync(source(place), `${place}/copy`);
    return `${place}/copy`;
  };
  test.each<[string, (place: string) => void]>([
    ["a source was written to", (place) => appendFileSync(source(place), "2")],
    ["its time was put back", (place) => utimesSync(source(place), 1, 1)],
    ["a copy took its place", (place) => renameSync(bundledCopy(place), source(place))],
    ["it is gone", (place) => rmSync(source(place))],
    ["there is no manifest", (place) => rmSync(join(place, manifest))],
    ["the manifest is cut off", (place) => writeFileSync(join(place, manifest), "{")],
  ])("%s", (what, change) => {
    const place = bundled(what);
    expect(freshBundle(place, place)).toBe(`${place}/b.cjs`);
    change(place);
    expect(freshBundle(place, place)).toBeUndefined();
  });
});
