import { expect, test } from "@jest/globals";
import { Command } from "commander";
import { failsTheShell } from "./wrong-use.ts";

test.each([
  [["--nope"], "false\n"],
  [["--help"], expect.stringContaining("Usage:")],
])("%j", (argv, printed) => {
  const out: string[] = [];
  const command = failsTheShell(
    new Command("env").configureOutput({ writeOut: (text) => void out.push(text), writeErr: () => undefined }),
  );
  expect(() => command.parse(argv, { from: "user" })).toThrow();
  expect(out).toEqual([printed]);
});
