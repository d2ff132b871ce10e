import { readFileSync } from "node:fs";
import { BadInput } from "../model/errors.ts";
import { type Settings, settingsSchema } from "../model/settings.ts";

let read: Settings | undefined;

/** The settings that were deployed with this function: `settings.json` beside its bundle, read once. Throws `BadInput`. */
export const deployedSettings = (file = new URL("settings.json", import.meta.url)): Settings => {
  read ??= parsed(file);
  return read;
};

const parsed = (file: URL): Settings => {
  const name = file.pathname;
  const { data, error } = settingsSchema.safeParse(contentOf(file));
  if (data) return data;
  const places = error.issues.map((issue) => [...issue.path, ...("keys" in issue ? issue.keys : [])].join("."));
  throw new BadInput(`${name}: not what this version reads at ${places.join(", ")}; deploy again`, { cause: error });
};

const contentOf = (file: URL): unknown => {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new BadInput(`${file.pathname}: cannot be read; deploy again`, { cause: error });
  }
};
