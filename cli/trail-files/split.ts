import { closeValue, enterRecords, newScanner, type Scanner, type Step, scan } from "./scanner.ts";
import { type Piece, valuesOf, wholeLines } from "./values.ts";

/** Bytes that one value may have. CloudTrail's largest record has 1 MiB; a file whose `Records` come late is one value. */
export const longestValue = 64 * 2 ** 20;

interface Splitter {
  scanner: Scanner;
  limit: number;
  /** Bytes before the current chunk, and before the open value. */
  position: number;
  start: number;
  /** The open value's bytes from earlier chunks. */
  held: Uint8Array[];
  heldBytes: number;
}

/**
 * Cuts the bytes of a file into the values that hold records, and keeps no more than one of them: JSON lines, values one
 * after another, the elements of a list, the elements of `{"Records": […]}`. After damage it goes on with the next line.
 */
export const createSplitter = (limit = longestValue) => {
  const splitter: Splitter = { scanner: newScanner(), limit, position: 0, start: 0, held: [], heldBytes: 0 };
  return {
    push: (chunk: Uint8Array): Generator<Piece> => push(splitter, chunk),
    end: (): readonly Piece[] => end(splitter),
  };
};

function* push(splitter: Splitter, chunk: Uint8Array): Generator<Piece> {
  let from = 0;
  for (let at = 0; at < chunk.length; at += 1) {
    const done = scan(splitter.scanner, chunk[at] ?? 0);
    if (done === "goes on") continue;
    if (done === "begins") {
      splitter.start = splitter.position + at;
      from = at;
      continue;
    }
    yield* settle(splitter, done, chunk.subarray(from, done === "ended" || done === "breaks" ? at : at + 1));
    if (done === "ended") at -= 1; // this byte belongs to what comes next
  }
  yield* hold(splitter, chunk.subarray(from));
  splitter.position += chunk.length;
}

const settle = (splitter: Splitter, done: Step, last: Uint8Array): readonly Piece[] => {
  if (done === "opens a list") {
    if (isHeadOfRecords(splitter, last)) {
      take(splitter, last);
      enterRecords(splitter.scanner);
    }
    return [];
  }
  return done === "breaks" ? abandon(splitter, last, "a line ends inside a string") : valuesOf(take(splitter, last));
};

const isHeadOfRecords = ({ held, heldBytes }: Splitter, last: Uint8Array): boolean =>
  heldBytes + last.length <= 64 && /^\{\s*"Records"\s*:\s*\[$/.test(Buffer.concat([...held, last]).toString());

/** The open value's bytes; after that no value is open. */
const take = (splitter: Splitter, last: Uint8Array): { bytes: Uint8Array; offset: number } => {
  const bytes = splitter.held.length === 0 ? last : Buffer.concat([...splitter.held, last]);
  Object.assign(splitter, { held: [], heldBytes: 0 });
  closeValue(splitter.scanner);
  return { bytes, offset: splitter.start };
};

/** The open value cannot end well. Its whole lines are looked through, and the scanner starts anew. */
const abandon = (splitter: Splitter, last: Uint8Array, reason: string): readonly Piece[] => {
  const { bytes, offset } = take(splitter, last);
  splitter.scanner.place = "top";
  return [{ type: "damage", reason, offset }, ...wholeLines(bytes, offset)];
};

const hold = (splitter: Splitter, rest: Uint8Array): readonly Piece[] => {
  if (!splitter.scanner.isOpen) return [];
  if (splitter.heldBytes + rest.length > splitter.limit)
    return abandon(splitter, rest, `a value of more than ${splitter.limit} bytes`);
  splitter.held.push(rest);
  splitter.heldBytes += rest.length;
  return [];
};

const end = (splitter: Splitter): readonly Piece[] => {
  const { scanner, position: offset } = splitter;
  const nothing = new Uint8Array();
  const isScalar = scanner.depth === 0 && !scanner.quoted;
  if (scanner.isOpen)
    return isScalar ? valuesOf(take(splitter, nothing)) : abandon(splitter, nothing, "the file ends inside a value");
  if (scanner.place !== "top") return [{ type: "damage", reason: "the file ends inside a list", offset }];
  return scanner.isEmpty ? [{ type: "damage", reason: "no JSON in it", offset }] : [];
};
