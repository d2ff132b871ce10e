import { expect, test } from "@jest/globals";
import { judgeNode, judgePython } from "./machine.ts";

test.each([
  ["24.0.0", "ok"],
  ["26.1.0", "ok"],
  ["23.9.0", "fail"],
  ["9.0.0", "fail"],
])("Node %s: %s", (version, status) => {
  expect(judgeNode(version).status).toBe(status);
});

test.each([
  ["Python 3.10.0\n", "ok"],
  ["Python 3.13.1\n", "ok"],
  ["Python 4.0.0\n", "ok"],
  ["Python 3.9.18\n", "warn"],
  ["Python 2.7.18\n", "warn"],
  ["nonsense", "warn"],
  [undefined, "warn"],
])("%j: %s", (output, status) => {
  expect(judgePython(output).status).toBe(status);
});
