import { expect, test } from "@jest/globals";
import { optionName } from "./option-name.ts";

test.each([
  ["role", "--role"],
  ["mfaSerial", "--mfa-serial"],
])("%s is typed %s", (name, typed) => {
  expect(optionName(name)).toBe(typed);
});
