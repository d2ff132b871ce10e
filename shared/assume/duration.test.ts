import { expect, test } from "@jest/globals";
import { readDuration } from "./duration.ts";

test.each([
  ["900", 900],
  ["PT15M", 900],
  ["PT1H30M", 5_400],
  ["43200", 43_200],
])("%s", (text, seconds) => {
  expect(readDuration(text, "--duration")).toBe(seconds);
});

test.each(["", "0", "899", "43201", "PT", "P1D", "1h", "-900", "9e2", "PT14M59S"])("%j is none", (text) => {
  expect(() => readDuration(text, "--duration")).toThrow(/^--duration: .*PT15M to PT12H$/);
});
