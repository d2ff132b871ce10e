import { lstat, readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { BadInput } from "#shared/model/errors.ts";
import { estateFrom, filesIn } from "#shared/verify/estate/estate.ts";
import { parseEstate } from "#shared/verify/estate/parse.ts";
import type { Estate } from "#shared/verify/model.ts";

const form = "verify.json";
/** Far above what IAM takes. */
const largest = { form: 4_000_000, policy: 131_072 };

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  ENOTDIR: "there is no such file",
  EACCES: "it may not be read",
};

/** A folder of policies with its `verify.json`. Throws BadInput, which names the place. */
export const readEstate = async (directory: string, cwd: string): Promise<Estate> => {
  const root = resolve(cwd, directory);
  const text = await readWithin(root, form, largest.form);
  if ("problem" in text) {
    throw new BadInput(
      `${join(directory, form)}: ${text.problem}; allowed: a folder with a ${form} and the policies that it names`,
    );
  }
  const read = parseEstate(text.text, join(directory, form));
  const files = new Map<string, Awaited<ReturnType<typeof readWithin>>>();
  for (const { file } of filesIn(read.form)) {
    if (!files.has(file)) files.set(file, await readWithin(root, file, largest.policy));
  }
  return estateFrom(read, files);
};

/** A plain file below the folder: no link on the way leads anywhere else. */
const readWithin = async (
  root: string,
  file: string,
  limit: number,
): Promise<{ text: string } | { problem: string }> => {
  try {
    const parts = file.split("/");
    for (const [index] of parts.entries()) {
      const stats = await lstat(join(root, ...parts.slice(0, index + 1)));
      if (stats.isSymbolicLink()) return { problem: "a symbolic link; allowed: a plain file in this folder" };
      const isLast = index === parts.length - 1;
      if (isLast && !stats.isFile()) return { problem: "no plain file; allowed: a plain file in this folder" };
      if (isLast && stats.size > limit) return { problem: `${stats.size} bytes; allowed: at most ${limit}` };
    }
    return { text: await readFile(join(root, file), "utf8") };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "";
    return { problem: reasons[code] ?? `it cannot be read (${code})` };
  }
};
