import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { BadInput } from "#shared/model/errors.ts";
import { readTrailFiles, type TrailItem } from "./trail-files.ts";

const record = (name: string) => ({ eventSource: "sagemaker.amazonaws.com", eventName: name });
const [a, b, c] = [record("A"), record("B"), record("C")];
const file = JSON.stringify({ Records: [a, b] });
/** Records that do not pack to nothing, and how many of them there are. */
const many = Array.from({ length: 400 }, (_, index) => ({
  ...a,
  n: index,
  noise: ((index * 2_654_435_761) >>> 0).toString(36),
}));
const packed = gzipSync(JSON.stringify({ Records: many }));
const corrupt = Buffer.from(packed).fill(0xff, packed.length >> 1, (packed.length >> 1) + 32);

const files: Record<string, string | Uint8Array> = {
  "plain.json": file,
  "packed.json.gz": gzipSync(file),
  "members.json.gz": Buffer.concat([gzipSync(file), gzipSync(JSON.stringify(c))]),
  "packed-without-its-name": gzipSync(file),
  "plain-in-spite-of-its-name.gz": file,
  "lines.jsonl": [a, { source: { repo: "x" }, event: b }, { source: "aws.sagemaker", "detail-type": "x", detail: c }]
    .map((line) => JSON.stringify(line))
    .join("\n"),
  "truncated.json.gz": packed.subarray(0, packed.length >> 1),
  "corrupt.json.gz": corrupt,
  "empty.json": "",
  "text.json": "no JSON here",
  "empty-records.json": '{"Records":[]}',
  "cut.json": file.slice(0, -20),
};

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "sagewarden-trail-"));
  await mkdir(join(folder, "folder"));
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
});
afterAll(() => rm(folder, { recursive: true }));

async function* stdin(content: string | Uint8Array = ""): AsyncGenerator<Uint8Array> {
  yield Buffer.from(content);
}
const read = async (names: string[], input = stdin()): Promise<TrailItem[]> =>
  collect(readTrailFiles(names, { cwd: folder, stdin: input }));
const collect = async (items: AsyncIterable<TrailItem>): Promise<TrailItem[]> => {
  const collected: TrailItem[] = [];
  for await (const item of items) collected.push(item);
  return collected;
};
const records = (items: TrailItem[]) => items.flatMap((item) => (item.type === "record" ? [item.record] : []));
const damages = (items: TrailItem[]) => items.flatMap((item) => (item.type === "damage" ? [item.message] : []));

describe("whole files", () => {
  test.each([
    ["plain.json", [a, b]],
    ["packed.json.gz", [a, b]],
    ["members.json.gz", [a, b, c]],
    ["packed-without-its-name", [a, b]],
    ["plain-in-spite-of-its-name.gz", [a, b]],
    ["lines.jsonl", [a, b, { source: "aws.sagemaker", "detail-type": "x", detail: c }]],
    ["empty-records.json", []],
  ])("%s", async (name, expected) => {
    const items = await read([name]);
    expect(records(items)).toEqual(expected);
    expect(damages(items)).toEqual([]);
  });

  test("stdin, packed or not", async () => {
    expect(records(await read(["-"], stdin(file)))).toEqual([a, b]);
    expect(records(await read(["-"], stdin(gzipSync(file))))).toEqual([a, b]);
  });
});

describe("damaged files are named, with the place, and the next one is read", () => {
  test.each([
    ["truncated.json.gz", `truncated.json.gz: truncated gzip at byte ${packed.length >> 1}`],
    ["empty.json", "empty.json: no JSON in it, at byte 0 of its text"],
    ["text.json", "text.json: not JSON, at byte 0 of its text"],
    ["cut.json", /^cut\.json: the file ends inside a value, at byte \d+ of its text$/],
    ["corrupt.json.gz", /^corrupt\.json\.gz: corrupt gzip \(.+\) at byte \d+$/],
  ])("%s", async (name, message) => {
    const items = await read([name, "plain.json"]);
    expect(damages(items).at(-1)).toEqual(typeof message === "string" ? message : expect.stringMatching(message));
    expect(records(items).slice(-2)).toEqual([a, b]);
  });

  test.each(["truncated.json.gz", "corrupt.json.gz"])("what lies before the damage of %s is given", async (name) => {
    const found = records(await read([name]));
    expect(found.length).toBeGreaterThan(100);
    expect(found.slice(0, 100)).toEqual(many.slice(0, 100));
  });

  test("stdin is called stdin", async () => {
    expect(damages(await read(["-"], stdin("x")))).toEqual(["stdin: not JSON, at byte 0 of its text"]);
  });

  test("a source that fails while it is read", async () => {
    async function* failing(): AsyncGenerator<Uint8Array> {
      yield Buffer.from(`${JSON.stringify(a)}\n`);
      throw Object.assign(new Error("gone"), { code: "EIO" });
    }
    const items = await read(["-"], failing());
    expect(records(items)).toEqual([a]);
    expect(damages(items)).toEqual(["stdin: it cannot be read further (EIO)"]);
  });
});

describe("wrong use is refused before anything is read", () => {
  test.each([
    [["plain.json", "missing.json"], /^missing\.json: there is no such file; allowed: /],
    [["folder"], /^folder: this is a folder; allowed: /],
    [["-", "-"], /^-: stdin can be read only once$/],
  ])("%j", async (names, message) => {
    const items = readTrailFiles(names, { cwd: folder, stdin: stdin() });
    const first = items.next();
    await expect(first).rejects.toThrow(BadInput);
    await expect(first).rejects.toThrow(message);
  });
});
