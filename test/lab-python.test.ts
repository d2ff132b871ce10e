import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "@jest/globals";
import { installLab } from "../lab/install.ts";

const run = promisify(execFile);
const root = fileURLToPath(new URL("..", import.meta.url));

test("the lab's Python tests pass, and there are some", async () => {
  const { python } = await installLab(() => {});
  const args = ["-B", "-m", "unittest", "discover", "--top-level-directory", ".", "--start-directory", "lab/tests"];
  const { stderr } = await run(python, args, { cwd: root, maxBuffer: 1e8 });
  expect(Number(/^Ran (\d+) tests/m.exec(stderr)?.[1])).toBeGreaterThan(30);
}, 600_000);
