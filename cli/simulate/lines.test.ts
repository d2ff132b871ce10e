import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { type Line, linesIn, longestLine, readLines } from "./lines.ts";

async function* chunks(...parts: readonly (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield Buffer.from(part);
}
const all = async (source: AsyncIterable<readonly Line[]>): Promise<readonly Line[]> => {
  const found: Line[] = [];
  for await (const lines of source) found.push(...lines);
  return found;
};

test("lines across chunks, numbered; empty ones count and are left out", async () => {
  expect(await all(linesIn(chunks("a\r\n\n b", "c \n", "", "  \nlast")))).toEqual([
    { number: 1, text: "a" },
    { number: 3, text: "bc" },
    { number: 5, text: "last" },
  ]);
  expect(await all(linesIn(chunks()))).toEqual([]);
});

test("however it is cut", async () => {
  const text = "a\n\nbé\n\n\nc\u2028d\n";
  const cuts = fc.array(fc.nat(Buffer.byteLength(text)), { maxLength: 6 });
  const expected = await all(linesIn(chunks(text)));
  await fc.assert(
    fc.asyncProperty(cuts, async (at) => {
      const ends = [0, ...at.toSorted((one, other) => one - other), Buffer.byteLength(text)];
      const parts = ends.slice(1).map((end, index) => Buffer.from(text).subarray(ends[index], end));
      expect(await all(linesIn(chunks(...parts)))).toEqual(expected);
    }),
  );
});

test("what is too long, too deep or no UTF-8 is told, and the next line is read", async () => {
  const source = chunks("12345", "67890\nok\n", Uint8Array.of(0xff, 0x0a), "end");
  expect(await all(linesIn(source, 8))).toEqual([
    { number: 1, problem: "a line of 10 bytes; allowed: at most 8" },
    { number: 2, text: "ok" },
    { number: 3, problem: "not UTF-8; allowed: one case as JSON" },
    { number: 4, text: "end" },
  ]);
  const [deep, next] = await all(linesIn(chunks("[".repeat(2_000_000), "\nok")));
  expect(deep).toEqual({ number: 1, problem: "nested too deeply; allowed: one case as JSON" });
  expect(next).toEqual({ number: 2, text: "ok" });
  expect(longestLine).toBeGreaterThan(20_000_000);
});

test("of a file, or of stdin; what cannot be read is named", async () => {
  const cwd = await mkdtemp(join(tmpdir(), "sagewarden-lines-"));
  await writeFile(join(cwd, "cases"), "a\n");
  const io = { cwd, stdin: chunks("b\n") };
  expect(await all(readLines("cases", io))).toEqual([{ number: 1, text: "a" }]);
  expect(await all(readLines("-", io))).toEqual([{ number: 1, text: "b" }]);
  await expect(all(readLines("none", io))).rejects.toThrow(
    "none: there is no such file; allowed: a file of JSON lines",
  );
  await expect(all(readLines(".", io))).rejects.toThrow(".: this is a folder; allowed: ");
  await rm(cwd, { recursive: true });
});
