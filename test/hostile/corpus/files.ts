import { gzipSync } from "node:zlib";
import { aliceSession, creation, type Loose } from "../perfect.ts";

/** Files for `replay`. `good`: how many of alice's creations must be found all the same; `damage`: what is said of the file. */
export interface HostileFile {
  bytes(): Uint8Array;
  good: number;
  damage: RegExp | null;
}

const line = (record: Loose): string => `${JSON.stringify(record)}\n`;
/** A trail file with a session and a creation of its own name. */
const records = (name: string): Loose[] => [aliceSession().detail, creation({}, undefined, name).detail];
const file = (name = "a"): string => JSON.stringify({ Records: records(name) });
const lines = (name = "a"): string => records(name).map(line).join("");
const packed = (text: string | Uint8Array): Buffer => gzipSync(text, { level: 1 });
const text = (...parts: (string | Uint8Array)[]): Buffer => Buffer.concat(parts.map((part) => Buffer.from(part)));
const odd = (change: object): Loose => ({ ...creation({}, undefined, "odd").detail, ...change });
const megabytes = (count: number, fill: string): Buffer => Buffer.alloc(count * 2 ** 20, fill);

export const files: Readonly<Record<string, HostileFile>> = {
  "a gzip bomb behind good records": {
    bytes: () => packed(text(lines(), megabytes(66, " "))),
    good: 1,
    damage: /unpacks to more than 200 times/,
  },
  "a bomb in a bomb": { bytes: () => packed(packed(megabytes(8, "0"))), good: 0, damage: /not JSON|no JSON|inside/ },
  "a truncated gzip": { bytes: () => packed(lines()).subarray(0, -30), good: 0, damage: /truncated gzip at byte/ },
  "the head of a gzip": { bytes: () => Buffer.from([0x1f, 0x8b]), good: 0, damage: /truncated gzip at byte 2/ },
  "a gzip of noise": {
    bytes: () => text(Buffer.from([0x1f, 0x8b]), "noise".repeat(20)),
    good: 0,
    damage: /corrupt gzip/,
  },
  "several members": {
    bytes: () => text(packed(lines("a")), packed(lines("b")), packed(lines("c"))),
    good: 3,
    damage: null,
  },
  "a good member, then noise": {
    bytes: () => text(packed(lines("a")), "noise"),
    good: 1,
    damage: /corrupt gzip|not JSON/,
  },
  "an empty file": { bytes: () => Buffer.alloc(0), good: 0, damage: /no JSON in it/ },
  "NUL bytes": { bytes: () => Buffer.alloc(100_000), good: 0, damage: /not JSON/ },
  "NUL bytes between records": { bytes: () => text(lines("a"), "\0\0\0\n", lines("b")), good: 2, damage: /not JSON/ },
  "a byte order mark": { bytes: () => text("\ufeff", file()), good: 1, damage: null },
  "UTF-16": { bytes: () => Buffer.from(`\ufeff${file()}`, "utf16le"), good: 0, damage: /not JSON/ },
  "invalid UTF-8 in a name": {
    bytes: () => text(lines("a"), Buffer.from(line(odd({ userAgent: "\u00ff\u00fe" })), "latin1"), lines("b")),
    good: 3,
    damage: null,
  },
  "invalid UTF-8 outside": {
    bytes: () => text(lines("a"), Buffer.from([0xff, 0xfe, 0x0a]), lines("b")),
    good: 2,
    damage: /not JSON/,
  },
  "half characters": {
    bytes: () => text(lines("a"), line(odd({ userIdentity: { type: "IAMUser", userName: "\ud83d" } }))),
    good: 1,
    damage: null,
  },
  "a line of 65 MiB": {
    bytes: () => text(lines("a"), '{"eventSource":"', megabytes(65, "x"), '"}\n', lines("b")),
    good: 2,
    damage: /a value of more than 67108864 bytes/,
  },
  "a million levels": {
    bytes: () =>
      text(
        `{"Records":[${line(records("a")[0])},${line(records("a")[1])},`,
        "[".repeat(1e6),
        "]".repeat(1e6),
        `,${line(records("b")[1])}]}`,
      ),
    good: 2,
    damage: /nested deeper than 1000 levels/,
  },
  "ten million brackets, never closed": { bytes: () => megabytes(10, "["), good: 0, damage: /inside a value/ },
  "two million objects": {
    bytes: () => packed(text(lines("a"), megabytes(10, '{"a":'))),
    good: 1,
    damage: /inside a value/,
  },
  "a detail-type that overflows": {
    bytes: () =>
      text(
        lines("a"),
        `{"source":"aws.sagemaker","detail":{},"detail-type":${"[".repeat(400_000)}${"]".repeat(400_000)}}\n`,
        lines("b"),
      ),
    good: 2,
    damage: null,
  },
  "a detail-type that is no text": {
    bytes: () =>
      text(lines("a"), '{"source":"aws.sagemaker","detail":{},"detail-type":{"toString":0,"valueOf":0}}\n', lines("b")),
    good: 2,
    damage: null,
  },
  prototypes: {
    bytes: () =>
      text(
        `{"__proto__":{"polluted":true},"Records":[{"__proto__":{"eventSource":"sagemaker.amazonaws.com","polluted":1}}]}\n`,
        lines("a"),
      ),
    good: 1,
    damage: /eventSource/,
  },
  "records that are none": {
    bytes: () => text('{"Records":[null,7,"x",[],[[]],{},true]}\n', lines("a")),
    good: 1,
    damage: /expected an object|eventSource/,
  },
  "records that never end": { bytes: () => text(file().slice(0, -2)), good: 1, damage: /ends inside a list/ },
  "Records twice": {
    bytes: () => text(`{"Records":[],"Records":${JSON.stringify(records("a"))}}`),
    good: 0,
    damage: null,
  },
  "the same record a thousand times": { bytes: () => text(lines("a").repeat(1_000)), good: 1, damage: null },
};

/** One record that announces so many resources. */
export const manyDevices = (count: number): Uint8Array => {
  const devices = Array.from({ length: count }, (_, index) => ({ deviceName: `d${index}` }));
  const requestParameters = { deviceFleetName: "fleet", devices };
  return text(line(odd({ eventName: "RegisterDevices", requestParameters, responseElements: null })));
};
