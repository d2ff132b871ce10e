import { spawnSync } from "node:child_process";
import { expect, test } from "@jest/globals";

const script = (work: string): string =>
  `const { processIo } = await import(${JSON.stringify(import.meta.resolve("./process-io.ts"))}); const io = processIo(); ${work}`;
const run = (work: string) =>
  spawnSync(process.execPath, ["--input-type=module", "-e", script(work)], { encoding: "utf8", input: "typed" });

test("whole lines, each to its own stream, and what is typed", () => {
  const { stdout, stderr, status } = run(
    'io.out("a"); io.out("b\\n"); io.err("c"); for await (const chunk of io.stdin) io.out(String(chunk));',
  );
  expect({ stdout, stderr, status }).toEqual({ stdout: "a\nb\ntyped\n", stderr: "c\n", status: 0 });
});

test("a reader that is gone ends it quietly", () => {
  const work = 'process.stdout.emit("error", Object.assign(new Error(), { code: "EPIPE" })); io.err("still here");';
  expect(run(`io.out("a"); process.exitCode = 3; ${work}`)).toMatchObject({ stderr: "", status: 3 });
});

test("a working folder that is gone is told when somebody asks for it", () => {
  const gone =
    'const { mkdtempSync, rmdirSync } = await import("node:fs"); const folder = mkdtempSync((await import("node:os")).tmpdir() + "/gone-"); process.chdir(folder); rmdirSync(folder);';
  const work = `${gone} const own = processIo(); try { own.cwd } catch ({ name, message }) { own.out(name + ": " + message) }`;
  expect(run(work).stdout).toMatch(/^BadInput: the working folder is gone; allowed: /);
});
