import type { Former, FormerName } from "./former.ts";
import { formerNames } from "./former.ts";

/** What a shell is to do to have a role's credentials. */
export interface Borrowing {
  /** Null: to be unset. */
  values: Former;
  /** Not in the process's environment: a variable of the shell's own may have the name, and is kept. */
  unseen: readonly FormerName[];
  handle: { id: string; text: string };
  /** The same shell borrowed before. What it kept of its own then stays as it is. */
  repeated: { id: string; path: string } | undefined;
}

/** What a shell is to do to have its originals back. */
export interface Restoring {
  values: Former;
  unseen: readonly FormerName[];
  handle: { id: string; path: string };
}

/** Text of one shell's syntax: all of it is carried out, or, cut off anywhere, nothing. */
export interface Syntax {
  borrow(borrowing: Borrowing): string;
  restore(restoring: Restoring): string;
  /** Changes nothing, and tells the shell that it failed: `eval "$(…)" && terraform apply` goes no further. */
  failure: string;
}

/** A file of an older version may know fewer names: those were not touched, and are neither. */
export const given = (values: Former): [FormerName, string][] =>
  formerNames.flatMap((name) => (typeof values[name] === "string" ? [[name, values[name]]] : []));

export const absent = (values: Former): FormerName[] => formerNames.filter((name) => values[name] === null);

/** In it the shell keeps its own, unexported variable of this name. */
export const keptIn = (name: FormerName): string => `__sagewarden_${name}`;

export const allKept = formerNames.map(keptIn);
