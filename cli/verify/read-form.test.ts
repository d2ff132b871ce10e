import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { ledgerForm } from "../../shared/verify/ledger.ts";
import { readForm } from "./read-form.ts";

const folder = mkdtempSync(join(tmpdir(), "sagewarden-form-"));
const file = join(folder, "unscopable.json");
const read = (text: string) => {
  writeFileSync(file, text);
  return readForm(file, ledgerForm);
};

test("one that is not there", async () => {
  expect(await readForm(join(folder, "nowhere.json"), ledgerForm)).toBeUndefined();
});

test("a sound one", async () => expect(await read("[]")).toEqual([]));

test.each([
  ["no JSON", "[", ":1:"],
  ["another form", '[{ "owner": "" }]', "owner"],
  [
    "a further key",
    '[{ "actions": ["s3:GetObject"], "owner": "a", "reason": "b", "expires": "2027-01-01", "x": 1 }]',
    "x",
  ],
])("%s", async (_, text, named) => {
  await expect(read(text)).rejects.toThrow(named);
  await expect(read(text)).rejects.toThrow(file);
});
