import { expect, test } from "@jest/globals";
import { Command } from "commander";
import fc from "fast-check";
import { addAssumeOptions } from "../assume/options.ts";
import { quickOptions } from "./quick-options.ts";

const parsed = (argv: readonly string[]) =>
  addAssumeOptions(new Command().exitOverride().option("--config <file>"))
    .parse([...argv], { from: "user" })
    .opts();

const names = [
  ...["--role", "--account", "--profile", "--mfa-serial", "--external-id", "--duration", "--session-name"],
  ...["--session-policy", "--source-identity", "--config", "--chain", "--tag"],
];
const values = fc.oneof(fc.string(), fc.constantFrom("", "arn:aws:iam::1:role/r", "a=b", "{}", "--role", "-", "--"));

test("reads what the whole command line would, or leaves it to that", () => {
  const one = fc.oneof(fc.tuple(fc.constantFrom(...names), values), fc.constant(["--tags"]));
  const pairs = fc.array(one, { maxLength: 5 });
  fc.assert(
    fc.property(pairs, (options) => {
      const argv = options.flat();
      const quick = quickOptions(argv);
      if (quick !== undefined) expect(quick).toEqual(parsed(argv));
    }),
  );
});

test("every option with one value is read quickly, twice as well as once", () => {
  expect(quickOptions(names.flatMap((name) => [name, "x", name, "y"]))).toEqual(
    parsed(names.flatMap((name) => [name, "x", name, "y"])),
  );
});

test.each([
  [["--help"]],
  [["--role"]],
  [["--role", "x", "--json"]],
  [["--role=x"]],
  [["--role", "--tags"]],
  [["--source-identity", "--role", "x"]],
  [["--role", "x", "--source-identity"]],
  [["__proto__", "x"]],
  [["more"]],
])("%j is left to the whole command line", (argv) => {
  expect(quickOptions(argv)).toBeUndefined();
});
