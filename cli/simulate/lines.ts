import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import { BadInput } from "#shared/model/errors.ts";
import { isTooDeep } from "../trail-files/values.ts";
import type { Io } from "../verb.ts";

/** Far above any case that AWS could be asked about. */
export const longestLine = 32 * 2 ** 20;

/** `number` from 1. */
export type Line = { number: number } & ({ text: string } | { problem: string });

/** The lines of a file, or of stdin for `-`; empty ones are left out. Keeps no more than one. Throws BadInput where it cannot be read. */
export async function* readLines(file: string, io: Pick<Io, "cwd" | "stdin">): AsyncGenerator<readonly Line[]> {
  if (file !== "-") await checkFile(file, io.cwd);
  const source = file === "-" ? io.stdin : createReadStream(resolve(io.cwd, file), { highWaterMark: 2 ** 18 });
  yield* linesIn(source);
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  EACCES: "it may not be read",
  EISDIR: "this is a folder",
};

const checkFile = async (file: string, cwd: string): Promise<void> => {
  const refuse = (code: string, cause?: unknown): never => {
    const why = reasons[code] ?? `it cannot be read (${code})`;
    throw new BadInput(`${file}: ${why}; allowed: a file of JSON lines, one case each, or - for stdin`, { cause });
  };
  const found = await stat(resolve(cwd, file)).catch((error: NodeJS.ErrnoException) => refuse(error.code ?? "", error));
  if (found.isDirectory()) refuse("EISDIR");
};

const newline = 0x0a;

/** By chunk, so that a million lines are not a million turns of the event loop. */
export async function* linesIn(
  source: AsyncIterable<Uint8Array>,
  limit = longestLine,
): AsyncGenerator<readonly Line[]> {
  const open: Open = { held: [], bytes: 0, number: 1 };
  for await (const chunk of source) {
    const lines: Line[] = [];
    let from = 0;
    for (let until = chunk.indexOf(newline); until >= 0; until = chunk.indexOf(newline, from)) {
      hold(open, chunk.subarray(from, until), limit);
      lines.push(...close(open, limit));
      from = until + 1;
    }
    hold(open, chunk.subarray(from), limit);
    yield lines;
  }
  yield close(open, limit);
}

/** The line that has not ended yet: of one that is too long, the length alone. */
interface Open {
  held: Uint8Array[];
  bytes: number;
  number: number;
}

const hold = (open: Open, part: Uint8Array, limit: number): void => {
  open.bytes += part.length;
  if (open.bytes > limit) open.held = [];
  else if (part.length > 0) open.held.push(part);
};

const close = (open: Open, limit: number): readonly Line[] => {
  const { held, bytes, number } = open;
  Object.assign(open, { held: [], bytes: 0, number: number + 1 });
  if (bytes > limit) return [{ number, problem: `a line of ${bytes} bytes; allowed: at most ${limit}` }];
  const [only = new Uint8Array()] = held.length === 1 ? held : [Buffer.concat(held)];
  const read = textOf(only);
  return read === "" ? [] : [typeof read === "string" ? { number, text: read } : { number, ...read }];
};

const utf8 = new TextDecoder("utf-8", { fatal: true });

const textOf = (bytes: Uint8Array): string | { problem: string } => {
  if (isTooDeep(bytes)) return { problem: "nested too deeply; allowed: one case as JSON" };
  try {
    return utf8.decode(bytes).trim();
  } catch {
    return { problem: "not UTF-8; allowed: one case as JSON" };
  }
};
