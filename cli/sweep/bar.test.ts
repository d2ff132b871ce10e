import { PassThrough } from "node:stream";
import { expect, test } from "@jest/globals";
import { progressBar } from "./bar.ts";

const written = (isTTY: boolean): string => {
  const stream = Object.assign(new PassThrough(), {
    isTTY,
    columns: 100,
    clearLine: () => true,
    cursorTo: () => true,
    moveCursor: () => true,
  });
  const bar = progressBar(stream as unknown as NodeJS.WriteStream);
  bar.update({ listed: 100, judged: 0, isListed: false });
  bar.update({ listed: 200, judged: 50, isListed: true });
  bar.stop();
  return String(stream.read() ?? "");
};

test("a bar on a terminal, nothing elsewhere", () => {
  expect(written(true)).toContain("of 100 resources");
  expect(written(false)).toBe("");
});

test("stopped before it began it says nothing", () => {
  const stream = Object.assign(new PassThrough(), { isTTY: true });
  progressBar(stream as unknown as NodeJS.WriteStream).stop();
  expect(stream.read()).toBeNull();
});
