import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { BadInput } from "#shared/model/errors.ts";
import { quoted } from "#shared/settings/words.ts";

const most = 2_048;

/** The policy itself, or that of a file. Throws BadInput where STS would not take it. */
export const readSessionPolicy = (given: string, cwd: string): string => {
  const isText = given.trimStart().startsWith("{");
  const place = isText ? "--session-policy" : `--session-policy ${quoted(given)}`;
  const text = (isText ? given : read(resolve(cwd, given), place)).trim();
  if (!isPolicy(text)) throw new BadInput(`${place}: it is no policy; allowed: a JSON object with a Statement`);
  if (text.length > most) throw new BadInput(`${place}: ${text.length} characters; allowed: at most ${most}`);
  return text;
};

const read = (file: string, place: string): string => {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code === "ENOENT" ? "there is no such file" : "it cannot be read";
    throw new BadInput(`${place}: ${why}; allowed: a file with a policy, or the JSON itself`, { cause: error });
  }
};

const isPolicy = (text: string): boolean => {
  try {
    const policy: unknown = JSON.parse(text);
    return typeof policy === "object" && policy !== null && "Statement" in policy;
  } catch {
    return false;
  }
};
