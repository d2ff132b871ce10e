import { expect, test } from "@jest/globals";
import { runChild } from "./child.ts";

const run = (file: string, args: readonly string[] = [], env: Record<string, string> = {}) =>
  runChild(file, args, { cwd: ".", env: { PATH: process.env.PATH ?? "", ...env }, isAtTerminal: false });
const node = (script: string, ...args: string[]) => run(process.execPath, ["-e", script, "--", ...args]);

test.each([0, 1, 7, 255])("its exit code %d is ours", async (code) => {
  expect(await node(`process.exit(${code})`)).toEqual({ how: "exited", code });
});

test.each([
  ["SIGTERM", 143],
  ["SIGKILL", 137],
] as const)("%s is %d", async (signal, code) => {
  expect(await node(`process.kill(process.pid, "${signal}"); setInterval(() => {}, 1000)`)).toEqual({
    ...{ how: "killed", signal, code },
  });
});

test.each([
  ["no-such-command", 127, "there is no such command"],
  ["/dev/null/x", 127, "there is no such command"],
  ["/dev/null", 126, "it cannot be run (EACCES)"],
])("%s: %d", async (file, code, why) => {
  expect(await run(file)).toEqual({ how: "never began", code, why });
});

test("no shell reads what it is called with, and it has no variable that it was not given", async () => {
  const hostile = ["$(exit 9)", "; exit 9", "a\nb", "`exit 9`", "", "--x=y z"];
  const script = `process.exit(JSON.stringify(process.argv.slice(1)) === process.env.WANTED && process.env.HOME === undefined ? 0 : 1)`;
  const ended = await run(process.execPath, ["-e", script, "--", ...hostile], { WANTED: JSON.stringify(hostile) });
  expect(ended).toEqual({ how: "exited", code: 0 });
});

test("our own signals' listeners are gone afterwards", async () => {
  const count = () => ["SIGINT", "SIGTERM", "SIGHUP"].map((signal) => process.listenerCount(signal));
  const before = count();
  await node("0");
  expect(count()).toEqual(before);
});
