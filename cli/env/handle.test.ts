import { expect, test } from "@jest/globals";
import { handleText, newHandle, readHandle } from "./handle.ts";

test("a handle is read as it was written", () => {
  const handle = newHandle();
  expect(readHandle(handleText(handle))).toEqual(handle);
});

const [id, key] = ["0".repeat(32), "A".repeat(43)];

test.each(["x", id, `${id}.`, `${id}.${key}A`, `../${id}.${key}`, `${id}.${key}\n`, `${id.slice(1)}/.${key}`])(
  "%j is none",
  (text) => {
    expect(() => readHandle(text)).toThrow("SAGEWARDEN_ENV: not what `sagewarden env` sets there");
  },
);
