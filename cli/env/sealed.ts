import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { accessSync, closeSync, constants, fstatSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { BadInput } from "#shared/model/errors.ts";
import { ownFolder, stateFolder } from "../own-folder.ts";
import type { Env, Former } from "./former.ts";
import { type Handle, handleName, newHandle, stillBorrowed } from "./handle.ts";
import { type Machine, type Moment, thisMachine } from "./machine.ts";

/** What a shell borrowed, and what it had before. */
export interface Remembered {
  former: Former;
  role: string;
  sessionName: string;
  accessKeyId: string;
  /** ISO 8601, by this machine's clock when it was lent. */
  expiresAt: string;
  lifeMs: number;
  lentAt: Moment;
}

interface SealedFile extends Machine {
  version: 1;
  iv: string;
  tag: string;
  sealed: string;
}

const algorithm = "aes-256-gcm";
const { O_CREAT, O_EXCL, O_WRONLY, O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0, W_OK, X_OK } = constants;

/** A file that is never written again: whoever repeats an assume makes another. */
export const sealedPath = ({ id }: Pick<Handle, "id">, env: Env): string => join(stateFolder(env), `${id}.sealed`);

const openKeys = ({ version, machine, boot }: Omit<SealedFile, "iv" | "tag" | "sealed">, { id }: Handle): Buffer =>
  Buffer.from(JSON.stringify([version, id, machine, boot]));

/** Throws BadInput where no file could be written. */
export const readyToSeal = (env: Env): void => {
  const folder = stateFolder(env);
  try {
    accessSync(ownFolder(folder), W_OK | X_OK);
  } catch (error) {
    const why = error instanceof BadInput ? error.message : `${folder}: ${(error as NodeJS.ErrnoException).code}`;
    throw new BadInput(`${why}. The originals are kept there; allowed: in XDG_STATE_HOME a folder of your own`);
  }
};

/** Writes them sealed, and answers the only thing that opens them. */
export const seal = (remembered: Remembered, env: Env): Handle => {
  const handle = newHandle();
  const iv = randomBytes(12);
  const open = { version: 1, ...thisMachine() } as const;
  const cipher = createCipheriv(algorithm, handle.key, iv).setAAD(openKeys(open, handle));
  const sealed = Buffer.concat([cipher.update(JSON.stringify(remembered)), cipher.final()]).toString("base64");
  const file: SealedFile = { ...open, iv: iv.toString("base64"), tag: cipher.getAuthTag().toString("base64"), sealed };
  ownFolder(stateFolder(env));
  const path = sealedPath(handle, env);
  const opened = openSync(path, O_CREAT | O_EXCL | O_WRONLY | O_NOFOLLOW, 0o600);
  try {
    writeFileSync(opened, JSON.stringify(file));
  } catch (error) {
    rmSync(path, { force: true });
    throw error;
  } finally {
    closeSync(opened);
  }
  return handle;
};

const read = (path: string): string => {
  const opened = openSync(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  try {
    if (!fstatSync(opened).isFile()) throw new Error("not a file");
    return readFileSync(opened, "utf8");
  } finally {
    closeSync(opened);
  }
};

/** Throws BadInput where the file is gone, was altered, or belongs to another handle. */
export const unseal = (handle: Handle, env: Env): Remembered => {
  const path = sealedPath(handle, env);
  try {
    const { iv, tag, sealed, ...open } = JSON.parse(read(path)) as SealedFile;
    const decipher = createDecipheriv(algorithm, handle.key, Buffer.from(iv, "base64"), { authTagLength: 16 })
      .setAAD(openKeys(open, handle))
      .setAuthTag(Buffer.from(tag, "base64"));
    const text = Buffer.concat([decipher.update(Buffer.from(sealed, "base64")), decipher.final()]).toString();
    return JSON.parse(text) as Remembered;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why =
      code === "ENOENT"
        ? "is not there: they were restored already, or kept under another XDG_STATE_HOME"
        : code === "EACCES" || code === "ELOOP"
          ? "is not yours to read"
          : "was altered, or is of another handle";
    throw new BadInput(`${handleName}: the originals cannot be told, ${path} ${why}. ${stillBorrowed}`);
  }
};
