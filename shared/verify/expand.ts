import { matches } from "../policy/glob.ts";

/** Every action of some services, by the service's prefix: names with a space between. */
export type ActionNames = Readonly<Record<string, string>>;

export const isWildcard = (pattern: string): boolean => /[*?]/.test(pattern);

const parts = /^([a-z\d-]+):(.+)$/i;

/** The actions that a pattern catches; undefined: it spans services, or is of one that we have no names of. */
export const expand = (pattern: string, names: ActionNames): readonly string[] | undefined => {
  const [, prefix = "", name = ""] = parts.exec(pattern) ?? [];
  const service = prefix.toLowerCase();
  if (!Object.hasOwn(names, service)) return undefined;
  const all = (names[service] ?? "").split(" ");
  return all.filter((each) => matches(name, each, { ignoreCase: true })).map((each) => `${service}:${each}`);
};
