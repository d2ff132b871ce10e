/** One JSON value of a file, or a place where there is none. `offset`: bytes of (unpacked) text before it. */
export type Piece =
  | { type: "value"; value: unknown; offset: number }
  | { type: "damage"; reason: string; offset: number };

/** CloudTrail's records have some 15 levels. */
const deepest = 1_000;
/** What is shorter cannot be so deep that it matters: 64 MiB of brackets take JSON.parse 3 GB (measured, Node 24). */
const harmless = 2 ** 20;

const parse = (bytes: Uint8Array): { value: unknown } | { reason: string } => {
  if (isTooDeep(bytes)) return { reason: `nested deeper than ${deepest} levels` };
  try {
    return { value: JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("utf8")) };
  } catch {
    return { reason: "not JSON" };
  }
};

const [quote, backslash] = [0x22, 0x5c];
/** What a bracket adds to the depth: `[ { ] }`. */
const levels: ReadonlyMap<number, number> = new Map([
  [0x5b, 1],
  [0x7b, 1],
  [0x5d, -1],
  [0x7d, -1],
]);

/** Before anything parses it. */
export const isTooDeep = (bytes: Uint8Array): boolean => bytes.length > harmless && isDeep(bytes);

const isDeep = (bytes: Uint8Array): boolean => {
  let [depth, inString] = [0, false];
  for (let at = 0; at < bytes.length && depth <= deepest; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte === quote) inString = !inString;
    else if (inString) at += byte === backslash ? 1 : 0;
    else depth += levels.get(byte) ?? 0;
  }
  return depth > deepest;
};

/** The value that these bytes are; when they are none, the damage and whatever whole lines lie in them. */
export const valuesOf = ({ bytes, offset }: { bytes: Uint8Array; offset: number }): readonly Piece[] => {
  const parsed = parse(bytes);
  if ("value" in parsed) return [{ type: "value", value: parsed.value, offset }];
  return [{ type: "damage", reason: parsed.reason, offset }, ...wholeLines(bytes, offset)];
};

/** Keys by which a line of a damaged file is known to be a record, and not a part of one. */
const recordKeys = ["eventSource", "detail-type", "Records", "Events", "CloudTrailEvent", "event"];
const newline = 0x0a;

/** The records that stand on a line of their own among bytes that are no value as a whole. */
export const wholeLines = (bytes: Uint8Array, offset: number): readonly Piece[] => {
  const pieces: Piece[] = [];
  let from = 0;
  while (from < bytes.length) {
    const found = bytes.indexOf(newline, from);
    const until = found < 0 ? bytes.length : found;
    const parsed = parse(bytes.subarray(from, until));
    if ("value" in parsed && isRecord(parsed.value))
      pieces.push({ type: "value", value: parsed.value, offset: offset + from });
    from = until + 1;
  }
  return pieces;
};

const isRecord = (value: unknown): boolean =>
  typeof value === "object" && value !== null && recordKeys.some((key) => Object.hasOwn(value, key));

/**
 * The records in a value: of `{"Records": […]}`, of what `aws cloudtrail lookup-events` prints, of a wrapped line
 * `{"source", "envelope", "event"}`, else itself.
 */
export const recordsOf = (value: unknown): readonly unknown[] => {
  if (typeof value !== "object" || value === null) return [value];
  const { Records: records, Events: events, event, envelope } = value as Record<string, unknown>;
  if (Array.isArray(records)) return records;
  if (Array.isArray(events)) return events.map(lookedUp);
  if ("CloudTrailEvent" in value) return [lookedUp(value)];
  if (typeof event !== "object" || event === null || "eventSource" in value || "detail" in value) return [value];
  const isEnvelope = typeof envelope === "object" && envelope !== null && "detail-type" in envelope;
  return [isEnvelope ? { ...envelope, detail: event } : event];
};

/** `LookupEvents` gives each record as text in an event of its own. What is no JSON there is left as it is, and is no record. */
const lookedUp = (event: unknown): unknown => {
  const text = typeof event === "object" && event !== null && "CloudTrailEvent" in event && event.CloudTrailEvent;
  if (typeof text !== "string") return event;
  const parsed = parse(Buffer.from(text));
  return "value" in parsed ? parsed.value : event;
};
