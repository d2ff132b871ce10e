const code = (character: string): number => character.charCodeAt(0);
const quote = code('"');
const backslash = code("\\");
const newline = code("\n");
const openList = code("[");
const closeList = code("]");
const opening: ReadonlySet<number> = new Set(["{", "["].map(code));
const closing: ReadonlySet<number> = new Set(["}", "]"].map(code));
/** Blanks, commas, a byte order mark, and the record separator of JSON text sequences. */
const between: ReadonlySet<number> = new Set([0x20, 0x09, 0x0a, 0x0d, 0x2c, 0xef, 0xbb, 0xbf, 0x1e]);

/** Where a reader of JSON bytes is. It checks no grammar: it only finds where values begin and end. */
export interface Scanner {
  /** Between values, in a list of them, or behind the list of `Records` in its object. */
  place: "top" | "list" | "tail";
  isRecords: boolean;
  /** Until the first value or list. */
  isEmpty: boolean;
  isOpen: boolean;
  /** Of the open value, or of the object that is passed over. */
  depth: number;
  quoted: boolean;
  escaped: boolean;
}

/**
 * What a byte does: it begins a value, ends it, shows that it had ended before, opens a list inside it that may be
 * `Records`, or breaks it.
 */
export type Step = "goes on" | "begins" | "ends" | "ended" | "opens a list" | "breaks";

const closed = { isOpen: false, depth: 0, quoted: false, escaped: false };

export const newScanner = (): Scanner => ({ place: "top", isRecords: false, isEmpty: true, ...closed });

/** The open value is done with. */
export const closeValue = (scanner: Scanner): Scanner => Object.assign(scanner, closed);

/** The open object turned out to be a file of CloudTrail: its list holds the values. */
export const enterRecords = (scanner: Scanner): void => {
  Object.assign(scanner, closed, { place: "list", isRecords: true });
};

export const scan = (scanner: Scanner, byte: number): Step => {
  if (scanner.isOpen) return scanner.quoted ? inString(scanner, byte) : inValue(scanner, byte);
  if (scanner.place === "tail") return passOver(scanner, byte);
  return between.has(byte) ? "goes on" : outside(scanner, byte);
};

const readString = (scanner: Scanner, byte: number): void => {
  if (scanner.escaped) scanner.escaped = false;
  else if (byte === backslash) scanner.escaped = true;
  else if (byte === quote) scanner.quoted = false;
};

/** JSON has no line breaks in strings: a value with one was cut off. */
const inString = (scanner: Scanner, byte: number): Step => {
  if (byte === newline) return "breaks";
  readString(scanner, byte);
  return scanner.quoted || scanner.depth > 0 ? "goes on" : "ends";
};

const inValue = (scanner: Scanner, byte: number): Step => {
  if (scanner.depth === 0) return between.has(byte) || closing.has(byte) ? "ended" : "goes on";
  if (byte === quote) scanner.quoted = true;
  else if (opening.has(byte)) scanner.depth += 1;
  else if (closing.has(byte)) scanner.depth -= 1;
  if (scanner.depth === 0) return "ends";
  return byte === openList && scanner.depth === 2 && scanner.place === "top" ? "opens a list" : "goes on";
};

/** What follows `Records` in its object is passed over, up to the object's end. */
const passOver = (scanner: Scanner, byte: number): Step => {
  if (scanner.quoted) readString(scanner, byte);
  else if (byte === quote) scanner.quoted = true;
  else if (opening.has(byte)) scanner.depth += 1;
  else if (closing.has(byte)) scanner.depth -= 1;
  if (scanner.depth === 0) scanner.place = "top";
  return "goes on";
};

const outside = (scanner: Scanner, byte: number): Step => {
  scanner.isEmpty = false;
  if (scanner.place === "list" && byte === closeList) {
    Object.assign(scanner, scanner.isRecords ? { place: "tail", depth: 1 } : { place: "top" });
    return "goes on";
  }
  if (scanner.place === "top" && byte === openList) {
    Object.assign(scanner, { place: "list", isRecords: false });
    return "goes on";
  }
  Object.assign(scanner, { isOpen: true, quoted: byte === quote, depth: opening.has(byte) ? 1 : 0 });
  return "begins";
};
