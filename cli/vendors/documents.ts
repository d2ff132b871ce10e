import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { buffer } from "node:stream/consumers";
import { BadInput } from "#shared/model/errors.ts";
import type { FactDocument } from "#shared/vendors/facts/index.ts";
import type { Io } from "../verb.ts";

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  EACCES: "it may not be read",
  EISDIR: "this is a folder",
};

/** V8 holds no longer text. */
const longest = 2 ** 29 - 24;

/** Saved documents; `-` is stdin. Throws BadInput where one cannot be read. */
export const readDocuments = async (
  files: readonly string[],
  io: Pick<Io, "cwd" | "stdin">,
): Promise<readonly FactDocument[]> => {
  if (files.filter((file) => file === "-").length > 1) throw new BadInput("-: stdin can be read only once");
  const documents: FactDocument[] = [];
  for (const file of files) documents.push(await readDocument(file, io));
  return documents;
};

const readDocument = async (file: string, io: Pick<Io, "cwd" | "stdin">): Promise<FactDocument> => {
  const bytes = file === "-" ? await buffer(io.stdin) : await bytesOf(file, io.cwd);
  if (bytes.length > longest) throw new BadInput(`${file}: ${bytes.length} bytes; allowed: ${longest}`);
  return { name: file === "-" ? "stdin" : file, content: textOf(bytes) };
};

const bytesOf = async (file: string, cwd: string): Promise<Buffer> => {
  try {
    return await readFile(resolve(cwd, file));
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "";
    const why = reasons[code] ?? `it cannot be read (${code})`;
    throw new BadInput(`${file}: ${why}; allowed: saved answers of IAM, as JSON or CSV`, { cause: error });
  }
};

/** UTF-8, or UTF-16 with its mark: `>` in Windows' PowerShell writes that. */
const textOf = (bytes: Buffer): string => {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return bytes.toString("utf16le").slice(1);
  return bytes.toString("utf8").replace(/^\uFEFF/, "");
};
