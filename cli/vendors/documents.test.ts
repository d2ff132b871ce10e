import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { BadInput } from "#shared/model/errors.ts";
import { readDocuments } from "./documents.ts";

let cwd = "";
beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), "sagewarden-documents-"));
});
afterAll(() => rmSync(cwd, { recursive: true }));

const stdin = async function* given() {
  yield Buffer.from("[1");
  yield Buffer.from("]");
};
const read = (...files: string[]) => readDocuments(files, { cwd, stdin: stdin() });

describe("how a text is written", () => {
  test.each([
    ["UTF-8", Buffer.from("[é]")],
    ["with a mark", Buffer.from("\uFEFF[é]")],
    ["UTF-16, as PowerShell writes", Buffer.from("\uFEFF[é]", "utf16le")],
  ])("%s", async (_, bytes) => {
    writeFileSync(join(cwd, "one.json"), bytes);
    expect(await read("one.json")).toEqual([{ name: "one.json", content: "[é]" }]);
  });
});

test("stdin, once", async () => {
  expect(await read("-")).toEqual([{ name: "stdin", content: "[1]" }]);
  await expect(read("-", "-")).rejects.toThrow("only once");
});

test.each([
  ["missing.json", "missing.json: there is no such file"],
  [".", ".: this is a folder"],
])("%s", async (file, message) => {
  await expect(read(file)).rejects.toThrow(BadInput);
  await expect(read(file)).rejects.toThrow(message);
});
