const { randomBytes } = process.getBuiltinModule("node:crypto");

import {
  closeSync,
  constants,
  fstatSync,
  linkSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  type Stats,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";

/** Larger than any session that STS gives. */
const most = 64 * 1024;
/** As read: what is not a plain file neither hangs us nor leads elsewhere. */
const asItIs = constants.O_NOFOLLOW | constants.O_NONBLOCK;

const isOurs = ({ uid }: Stats): boolean => process.getuid === undefined || uid === process.getuid();
/** Windows has no such bits. */
const isClosed = ({ mode }: Stats): boolean => process.getuid === undefined || (mode & 0o077) === 0;

/** Nothing where it is no plain file, is somebody else's, or others could have read or written it. */
export const readPrivate = (file: string): Buffer | undefined => {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(file, constants.O_RDONLY | asItIs);
    const stat = fstatSync(descriptor);
    return stat.isFile() && isOurs(stat) && isClosed(stat) && stat.size <= most ? readFileSync(descriptor) : undefined;
  } catch {
    return undefined;
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
};

/** Writes it whole beside its place. Another process never sees a part of it, and a symlink in its place is replaced. */
const writeAside = (file: string, bytes: Uint8Array): string => {
  const aside = `${file}.${randomBytes(8).toString("hex")}.new`;
  try {
    writeFileSync(aside, bytes, { flag: "wx", mode: 0o600 });
  } catch (error) {
    rmSync(aside, { force: true });
    throw error;
  }
  return aside;
};

export const writePrivate = (file: string, bytes: Uint8Array): void => {
  const aside = writeAside(file, bytes);
  try {
    renameSync(aside, file);
  } catch (error) {
    rmSync(aside, { force: true });
    throw error;
  }
};

/** The first of several who write at once wins. Throws EEXIST for the others. */
export const writeFirst = (file: string, bytes: Uint8Array): void => {
  const aside = writeAside(file, bytes);
  try {
    linkSync(aside, file);
  } finally {
    rmSync(aside, { force: true });
  }
};

/** An empty file to lock: what is there and is none, or could be somebody else's, is replaced. */
export const lockable = (folder: string, name: string): string => {
  const file = join(folder, name);
  for (const attempt of [1, 2]) {
    try {
      const descriptor = openSync(file, constants.O_RDWR | constants.O_CREAT | asItIs, 0o600);
      const stat = fstatSync(descriptor);
      closeSync(descriptor);
      if (stat.isFile() && isOurs(stat) && stat.size === 0) return file;
    } catch (error) {
      if (attempt === 2) throw error;
    }
    rmSync(file, { force: true, recursive: true });
  }
  throw new Error(`${file} cannot be locked`);
};
