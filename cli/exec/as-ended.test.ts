import { expect, test } from "@jest/globals";
import { asEnded } from "./as-ended.ts";

test.each([
  [{ how: "exited", code: 7 } as const, 7, []],
  [{ how: "killed", signal: "SIGKILL", code: 137 } as const, 137, []],
  [
    { how: "never began", code: 127, why: "there is no such command" } as const,
    127,
    ['sagewarden exec: "x": there is no such command'],
  ],
])("%j", (ended, code, errors) => {
  const said: string[] = [];
  expect(asEnded(ended, { verb: "exec", file: "x" }, { err: (text) => void said.push(text) })).toBe(code);
  expect(said).toEqual(errors);
});
