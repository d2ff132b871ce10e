import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { BadInput } from "#shared/model/errors.ts";
import type { Settings } from "#shared/model/settings.ts";
import { parseSettings } from "#shared/settings/parse.ts";
import type { CommonOptions, Io } from "./verb.ts";

const defaultFile = "sagewarden.yaml";

/** Which file holds the settings, and whether somebody named it: `--config`, else SAGEWARDEN_CONFIG, else `sagewarden.yaml`. */
export const settingsFile = (options: CommonOptions, io: Pick<Io, "cwd" | "env">): { file: string; named: boolean } => {
  const named = options.config ?? (io.env.SAGEWARDEN_CONFIG || undefined);
  return { file: named ?? defaultFile, named: named !== undefined };
};

const whyUnreadable: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  EISDIR: "this is a folder",
  EACCES: "it may not be read",
};

const read = async (path: string, file: string): Promise<string> => {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "";
    const why = whyUnreadable[code] ?? `it cannot be read (${code})`;
    throw new BadInput(
      `${file}: ${why}; allowed: a settings file, named by --config FILE or SAGEWARDEN_CONFIG, or ${defaultFile} in this folder. ` +
        "`npx sagewarden init` writes one to start from",
      { cause: error },
    );
  }
};

/** The settings that hold for this command. Throws BadInput where they are missing or wrong. */
export const loadSettings = async (options: CommonOptions, io: Pick<Io, "cwd" | "env">): Promise<Settings> => {
  const { file } = settingsFile(options, io);
  const text = await read(resolve(io.cwd, file), file);
  return parseSettings(text, file, { today: new Date().toISOString().slice(0, 10) });
};
