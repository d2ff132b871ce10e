import { nearest } from "./nearest.ts";

/** A place in the settings: keys and list positions from the top. */
export type Path = readonly PropertyKey[];

/** Something wrong at one place. */
export interface Problem {
  path: Path;
  /** Whether the key itself is wrong, or its value. */
  at: "key" | "value";
  message: string;
}

const shown = 80;

/** A value as an error message may show it: quoted, without control characters, cut. */
export const quoted = (value: string): string =>
  JSON.stringify(value.length > shown ? `${value.slice(0, shown)}…` : value).replace(
    /[\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );

/** What was found, in a few words. */
export const found = (value: unknown): string => {
  if (value === undefined || value === null) return "found nothing";
  if (typeof value === "string") return `found ${quoted(value)}`;
  if (Array.isArray(value)) return `found a list of ${value.length}`;
  if (typeof value === "object") return "found a map";
  return `found the ${typeof value} ${String(value)}`;
};

/** `; did you mean "teams"?`, or nothing. */
export const suggestion = (name: string, allowed: Iterable<string>): string => {
  const near = nearest(name, allowed);
  return near === undefined ? "" : `; did you mean ${quoted(near)}?`;
};

/** At most twenty names: a list of hundreds of people helps nobody. */
export const list = (names: Iterable<string>): string => {
  const all = [...names];
  if (all.length === 0) return "none is defined";
  const first = all
    .slice(0, 20)
    .map((name) => (/^[\w.:@/+*?-]{1,80}$/.test(name) ? name : quoted(name)))
    .join(", ");
  return all.length > 20 ? `${first}, … (${all.length} in all)` : first;
};

/** `people.alice.team`, `exemptions[0].until`, `people["a b"].team`. */
export const pathText = (path: Path): string =>
  path
    .map((part, index) => {
      if (typeof part === "number") return `[${part}]`;
      const key = String(part);
      if (!/^[\w-]{1,80}$/.test(key)) return `[${quoted(key)}]`;
      return index === 0 ? key : `.${key}`;
    })
    .join("");
