import { aliceSession, creation, type Loose, retag, stateChange } from "../perfect.ts";

/** A million levels, made without recursion. */
const deep = (wrap: (inner: unknown) => unknown): unknown => {
  let value: unknown = "bob";
  for (let level = 0; level < 1_000_000; level++) value = wrap(value);
  return value;
};

const polluting = '{"polluted":true,"studiouserid":"bob","team":"TeamB","toString":"bob"}';

/** What stands where something else should: by name, since some would fill a screen. */
export const hostileValues: Readonly<Record<string, unknown>> = {
  absent: undefined,
  null: null,
  true: true,
  zero: 0,
  "a number beyond all": 1e300,
  "an empty text": "",
  "another person": "bob",
  "a word of the language": "__proto__",
  "a constructor": "constructor",
  "half a character": "\ud83d",
  "a megabyte": "x".repeat(2 ** 20),
  "an empty list": [],
  "a list with a person": ["bob"],
  "an empty object": {},
  "an object that is no text": { toString: 0, valueOf: 0, length: 3, includes: 1, key: "studiouserid", value: "bob" },
  "an object of the language": JSON.parse(`{"__proto__":${polluting},"constructor":{"prototype":${polluting}}}`),
  "a million lists": deep((inner) => [inner]),
  "a million objects": deep((inner) => ({ inner })),
};

/** Every place in an event, as the keys that lead to it. */
export const placesIn = (event: Loose, before: readonly string[] = []): (readonly string[])[] =>
  Object.keys(event).flatMap((key) => {
    const place = [...before, key];
    const inner = event[key];
    return [place, ...(typeof inner === "object" && inner !== null ? placesIn(inner, place) : [])];
  });

/** The event with another value at one place; `undefined` takes the place away. */
export const replaced = (event: Loose, [key = "", ...rest]: readonly string[], value: unknown): Loose => {
  const copy: Loose = Array.isArray(event) ? [...event] : { ...event };
  if (rest.length > 0) copy[key] = replaced(typeof copy[key] === "object" ? (copy[key] ?? {}) : {}, rest, value);
  else if (value === undefined) delete copy[key];
  else Object.defineProperty(copy, key, { value, enumerable: true, configurable: true, writable: true });
  return copy;
};

/** Perfect events of every sort, and what has to come before them. */
export const subjects: Readonly<Record<string, { event: Loose; before: readonly Loose[]; after: readonly Loose[] }>> = {
  "a creation": { event: creation({ cost: "42" }), before: [aliceSession()], after: [] },
  "a session": { event: aliceSession(), before: [], after: [creation()] },
  "a retag": { event: retag(), before: [aliceSession(), creation()], after: [] },
  "a state change": { event: stateChange(), before: [aliceSession()], after: [] },
};
