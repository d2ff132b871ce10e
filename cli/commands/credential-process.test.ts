import { expect, test } from "@jest/globals";
import { Command } from "commander";
import { addAssumeOptions } from "../assume/options.ts";
import { verb } from "./credential-process.ts";

test("takes what every lending verb takes, and no command", () => {
  const [command, common] = [new Command(), addAssumeOptions(new Command())];
  verb.configure(command);
  expect(command.options.map(({ flags }) => flags)).toEqual(common.options.map(({ flags }) => flags));
  expect(command.registeredArguments).toEqual([]);
});
