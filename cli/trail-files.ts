import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import { BadInput, PoisonRecord } from "#shared/model/errors.ts";
import { createSplitter } from "./trail-files/split.ts";
import { DamagedFile, unpack } from "./trail-files/unpack.ts";
import { type Piece, recordsOf } from "./trail-files/values.ts";
import type { Io } from "./verb.ts";

/** A record of a trail file, or damage in it. `offset`: bytes of (unpacked) text before its value. */
export type TrailItem =
  | { type: "record"; file: string; offset: number; record: unknown }
  | { type: "damage"; file: string; message: string };

const forms = "JSON, JSON lines or gzip of them, as CloudTrail writes";

/**
 * Reads CloudTrail files one after another; `-` is stdin. Keeps no more than one value in memory. A damaged file gives what
 * can be read and says where it is damaged. Throws BadInput before reading when a file is missing or cannot be read.
 */
export async function* readTrailFiles(
  files: readonly string[],
  io: Pick<Io, "cwd" | "stdin">,
): AsyncGenerator<TrailItem> {
  if (files.filter((file) => file === "-").length > 1) throw new BadInput("-: stdin can be read only once");
  for (const file of files) if (file !== "-") await checkFile(file, io.cwd);
  for (const file of files) {
    const source = file === "-" ? io.stdin : createReadStream(resolve(io.cwd, file), { highWaterMark: 2 ** 18 });
    yield* readOne(file === "-" ? "stdin" : file, source);
  }
}

const reasons: Readonly<Record<string, string>> = { ENOENT: "there is no such file", EACCES: "it may not be read" };

const checkFile = async (file: string, cwd: string): Promise<void> => {
  try {
    const found = await stat(resolve(cwd, file));
    if (found.isDirectory()) throw new BadInput(`${file}: this is a folder; allowed: files of ${forms}`);
  } catch (error) {
    if (error instanceof BadInput) throw error;
    const code = (error as NodeJS.ErrnoException).code ?? "";
    throw new BadInput(`${file}: ${reasons[code] ?? `it cannot be read (${code})`}; allowed: ${forms}`, {
      cause: error,
    });
  }
};

/**
 * One file. Of places that are no JSON and follow each other only the first is told. A corrupt gzip may unpack to wrong
 * text before zlib notices: its checksum comes last.
 */
export async function* readOne(file: string, source: AsyncIterable<Uint8Array>): AsyncGenerator<TrailItem> {
  const splitter = createSplitter();
  const tell = teller(file);
  try {
    for await (const chunk of unpack(source)) yield* tell(splitter.push(chunk));
    yield* tell(splitter.end());
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (!(error instanceof DamagedFile) && code === undefined) throw error;
    yield* tell(splitter.end().filter((piece) => piece.type === "value"));
    const reason = error instanceof DamagedFile ? message : `it cannot be read further (${code})`;
    yield { type: "damage", file, message: `${file}: ${reason}` };
  }
}

const teller = (file: string) => {
  let isDamaged = false;
  return function* (pieces: Iterable<Piece>): Generator<TrailItem> {
    for (const piece of pieces) {
      const { type, offset } = piece;
      if (type === "value") for (const record of recordsOf(piece.value)) yield { type: "record", file, offset, record };
      else if (!isDamaged)
        yield { type: "damage", file, message: `${file}: ${piece.reason}, at byte ${offset} of its text` };
      isDamaged = type === "damage";
    }
  };
};

/**
 * Every record, by one reader. Of damage and of records that the reader cannot use (`PoisonRecord`) `report` is told where
 * they are; the rest goes on. Answers whether there was any.
 */
export const readEach = async (
  items: AsyncIterable<TrailItem>,
  use: (record: unknown) => void,
  report: (message: string) => void,
): Promise<boolean> => {
  let isDamaged = false;
  const damage = (message: string): void => {
    isDamaged = true;
    report(message);
  };
  for await (const item of items) {
    if (item.type === "damage") {
      damage(item.message);
      continue;
    }
    try {
      use(item.record);
    } catch (error) {
      if (!(error instanceof PoisonRecord)) throw error;
      damage(`${item.file}: a record that cannot be used, at byte ${item.offset} of its text: ${error.message}`);
    }
  }
  return isDamaged;
};
