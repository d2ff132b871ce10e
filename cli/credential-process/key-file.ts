const { randomBytes } = process.getBuiltinModule("node:crypto");

import { readPrivate, writeFirst, writePrivate } from "./private-files.ts";

const length = 32;

const read = (file: string): Buffer | undefined => {
  const key = readPrivate(file);
  return key?.length === length ? key : undefined;
};

/** What only this user of this machine has. Made when it is not there; one that others could read is replaced, and all it sealed lost. */
export const keyFile = (file: string): Buffer => {
  const known = read(file);
  if (known !== undefined) return known;
  const made = randomBytes(length);
  try {
    writeFirst(file, made);
    return made;
  } catch {
    const others = read(file);
    if (others === undefined) writePrivate(file, made);
    return others ?? made;
  }
};
