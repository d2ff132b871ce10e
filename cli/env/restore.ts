import { BadInput } from "#shared/model/errors.ts";
import type { Syntax } from "./change.ts";
import { type Env, formerNames } from "./former.ts";
import { handleName, readHandle } from "./handle.ts";
import { type Remembered, sealedPath, unseal } from "./sealed.ts";

/** What this shell borrowed, if anything. Throws BadInput where that cannot be told. */
export const borrowedIn = (env: Env): Remembered | undefined => {
  const text = env[handleName];
  return text ? unseal(readHandle(text), env) : undefined;
};

/** The text by which a shell has its originals back. The file goes when that is done, by the shell that borrowed. */
export const restore = (syntax: Syntax, env: Env): string => {
  const text = env[handleName];
  if (!text) throw new BadInput(`${handleName}: not there. Nothing is borrowed in this shell, and nothing was changed`);
  const handle = readHandle(text);
  return syntax.restore({
    values: unseal(handle, env).former,
    unseen: formerNames.filter((name) => env[name] === undefined),
    handle: { id: handle.id, path: sealedPath(handle, env) },
  });
};
