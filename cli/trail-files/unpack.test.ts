import { gzipSync } from "node:zlib";
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { DamagedFile, unpack, unpackLimits } from "./unpack.ts";

async function* chunked(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** What was given before the end, and how it ended. */
const drain = async (bytes: Uint8Array, size = 1_000, limits = unpackLimits) => {
  const pieces: Uint8Array[] = [];
  try {
    for await (const piece of unpack(chunked(bytes, size), limits)) pieces.push(piece);
    return { text: Buffer.concat(pieces).toString(), error: undefined };
  } catch (error) {
    return { text: Buffer.concat(pieces).toString(), error: error as DamagedFile };
  }
};

/** Text that does not pack to nothing. */
const lines = (count: number): string =>
  Array.from({ length: count }, (_, index) => `{"n":${index},"s":"${(index * 2_654_435_761) >>> 0}"}`).join("\n");

test("what is not gzip is given as it is", async () => {
  for (const text of ["", "{", "{}", lines(500)])
    expect(await drain(Buffer.from(text), 3)).toEqual({ text, error: undefined });
});

test("gzip of any text, in any number of members, cut into any chunks", async () => {
  const members = fc.array(fc.string({ maxLength: 2_000, unit: "binary" }), { minLength: 1, maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(members, fc.integer({ min: 1, max: 5_000 }), async (texts, size) => {
      const packed = Buffer.concat(texts.map((text) => gzipSync(text)));
      expect(await drain(packed, size)).toEqual({ text: texts.join(""), error: undefined });
    }),
    { numRuns: 50 },
  );
});

test("a large file that needs both lengths of slices", async () => {
  const text = lines(60_000);
  const packed = gzipSync(text);
  expect(packed.length).toBeGreaterThan(100_000);
  const read = await drain(packed, 65_537);
  expect(read.error).toBeUndefined();
  expect(read.text === text).toBe(true);
});

describe("a truncated file", () => {
  const text = lines(2_000);
  const packed = gzipSync(text);
  test.each([0.25, 0.5, 0.9, 0.999])("gives what is there at %d, and says where it ends", async (part) => {
    const cut = packed.subarray(0, Math.floor(packed.length * part));
    const { text: read, error } = await drain(cut);
    expect(error).toBeInstanceOf(DamagedFile);
    expect(error).toMatchObject({ message: `truncated gzip at byte ${cut.length}` });
    expect(text.startsWith(read)).toBe(true);
    expect(read.length).toBeGreaterThan(text.length * (part - 0.15));
  });
  test("of which only the head is left", async () => {
    expect(await drain(packed.subarray(0, 2))).toMatchObject({
      text: "",
      error: { message: "truncated gzip at byte 2" },
    });
  });
});

test("a corrupt file gives what lies before the damage", async () => {
  const text = lines(2_000);
  const packed = gzipSync(text);
  const middle = Math.floor(packed.length / 2);
  packed.fill(0xff, middle, middle + 64);
  const { text: read, error } = await drain(packed);
  expect(error).toBeInstanceOf(DamagedFile);
  const [, offset] = /^corrupt gzip \(.+\) at byte (\d+)$/.exec(error?.message ?? "") ?? [];
  expect(Math.abs(Number(offset) - middle)).toBeLessThan(1_024);
  expect(read.length).toBeGreaterThan(text.length * 0.3);
  expect(read.slice(0, 20_000)).toBe(text.slice(0, 20_000));
});

test("a wrong checksum is damage, after everything was given", async () => {
  const text = lines(100);
  const packed = gzipSync(text);
  packed.fill(0, packed.length - 8, packed.length - 4);
  const { text: read, error } = await drain(packed);
  expect(error?.message).toMatch(/^corrupt gzip \(incorrect data check/);
  expect(text.startsWith(read)).toBe(true);
  expect(read.length).toBeGreaterThan(0);
});

describe("bombs", () => {
  const bomb = gzipSync(Buffer.alloc(8 * 2 ** 20));
  test("by size", async () => {
    const { error, text } = await drain(bomb, 1_000, { output: 2 ** 20, ratio: 1e9, ratioFrom: 0 });
    expect(error).toMatchObject({
      name: "DamagedFile",
      message: expect.stringMatching(/^gzip that unpacks to more than 1048576 bytes, given up at byte \d+$/),
    });
    expect(text.length).toBeLessThan(8 * 2 ** 20);
  });
  test("by ratio", async () => {
    const { error } = await drain(bomb, 1_000, { output: 2 ** 30, ratio: 200, ratioFrom: 2 ** 20 });
    expect(error?.message).toMatch(/^gzip that unpacks to more than 200 times its size, given up at byte \d+$/);
  });
  test("the limits that hold outside of tests", () => {
    expect(unpackLimits).toEqual({ output: 536_870_912, ratio: 200, ratioFrom: 67_108_864 });
  });
});
