import { execFileSync } from "node:child_process";
import { expect, test } from "@jest/globals";
import { staleFiles } from "./generated-files.ts";

test("what is generated is what its sources give: else `npm run generate`", async () => {
  expect(await staleFiles()).toEqual([]);
});

test("--check says the same to a shell", () => {
  expect(execFileSync(process.execPath, ["scripts/generate.ts", "--check"], { stdio: "pipe" }).toString()).toBe("");
});
