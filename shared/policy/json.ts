/** JSON from somebody we do not trust: its depth and its doubled keys are found before anything walks over it. */

type Path = readonly (string | number)[];
export type ParsedJson =
  | { value: unknown; duplicates: readonly Path[] }
  /** `at`: characters before the place, where the reader tells. */
  | { problem: "not-json" | "too-deep"; what: string; at?: number };

/** A sound policy is 6 deep. */
const deepest = 32;
const token = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],:]/gs;

/** V8 parses any depth without a stack of its own, so the depth is looked at afterwards, in a text that is sound. */
export const parseJson = (text: string): ParsedJson => {
  try {
    const value: unknown = JSON.parse(text);
    const duplicates = scanned(text);
    if (duplicates === undefined) return { problem: "too-deep", what: `nested deeper than ${deepest}` };
    return { value, duplicates };
  } catch (error) {
    // The message quotes the text: its place is enough.
    const at = /position (\d+)/.exec(error instanceof Error ? error.message : "")?.[1];
    if (at === undefined) return { problem: "not-json", what: "not JSON" };
    const line = text.slice(0, Number(at)).split("\n").length;
    return { problem: "not-json", what: `not JSON: see its line ${line}`, at: Number(at) };
  }
};

/** An object with its keys so far, or a list, and where in it the text stands. */
interface Open {
  keys: Set<string> | undefined;
  at: string | number;
}

/** Paths of keys that stand twice in one object, or undefined: too deep. */
const scanned = (text: string): readonly Path[] | undefined => {
  const open: Open[] = [];
  const duplicates: Path[] = [];
  let string = "";
  for (const [found] of text.matchAll(token)) {
    const inner = open.at(-1);
    if (found.startsWith('"')) string = found;
    else if (found === ":" && inner?.keys !== undefined) {
      inner.at = unquoted(string);
      if (inner.keys.has(inner.at)) duplicates.push(open.map(({ at }) => at));
      inner.keys.add(inner.at);
    } else move(open, found);
    if (open.length > deepest) return undefined;
  }
  return duplicates;
};

const move = (open: Open[], found: string): void => {
  const inner = open.at(-1);
  if (found === "{") open.push({ keys: new Set(), at: "" });
  else if (found === "[") open.push({ keys: undefined, at: 0 });
  else if (found === "]" || found === "}") open.pop();
  else if (found === "," && typeof inner?.at === "number") inner.at++;
};

const unquoted = (string: string): string => {
  try {
    return JSON.parse(string);
  } catch {
    return string;
  }
};

/** Where each key and item of a value begins in `JSON.stringify(value, null, 2)`, from line 1. */
export type Lines = (container: unknown, key: string | number) => number | undefined;

export const linesOf = (value: unknown): Lines => {
  const starts = new Map<unknown, ReadonlyMap<string, number>>();
  const walk = (each: unknown, line: number): number => {
    if (typeof each !== "object" || each === null || Object.keys(each).length === 0) return line;
    const keys = new Map<string, number>();
    let next = line + 1;
    for (const [key, child] of Object.entries(each)) {
      keys.set(key, next);
      next = walk(child, next) + 1;
    }
    starts.set(each, keys);
    return next;
  };
  walk(value, 1);
  return (container, key) => starts.get(container)?.get(String(key));
};
