import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { BadInput } from "../model/errors.ts";
import { settingsSchema } from "../model/settings.ts";
import { deployedSettings } from "./deployed-settings.ts";

const given = { mode: "observe", region: "us-east-1", tags: {}, teams: {}, people: {} };
const settings = settingsSchema.parse(given);

let folder: string;
let file: URL;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "sagewarden-settings-"));
  file = pathToFileURL(join(folder, "settings.json"));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe("a file that cannot be used is named, and what is wrong in it", () => {
  test.each<[string, string, RegExp]>([
    [
      "a key of a newer version",
      JSON.stringify({ ...given, newer: true }),
      /settings\.json: .* at newer; deploy again$/,
    ],
    ["a mode that is none", JSON.stringify({ ...given, mode: "on" }), /settings\.json: .* at mode; deploy again$/],
    ["no JSON", "{", /settings\.json: cannot be read; deploy again$/],
  ])("%s", (_, text, message) => {
    writeFileSync(file, text);
    expect(() => deployedSettings(file)).toThrow(BadInput);
    expect(() => deployedSettings(file)).toThrow(message);
  });
  test("no file", () => expect(() => deployedSettings(file)).toThrow(/cannot be read/));
});

test("what was deployed is read as it was, once", () => {
  writeFileSync(file, JSON.stringify(settings));
  expect(deployedSettings(file)).toEqual(settings);
  writeFileSync(file, "{}");
  expect(deployedSettings(file)).toEqual(settings);
});
