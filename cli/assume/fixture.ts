import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "@jest/globals";

/** For tests, beside their tables: a folder that is gone when they are done. */
export const temporaryFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), "sagewarden-test-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
};
