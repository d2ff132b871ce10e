import { randomBytes } from "node:crypto";
import { BadInput } from "#shared/model/errors.ts";

/** In the shell's environment: names the sealed file and opens it. Neither it nor the file alone tells anything. */
export const handleName = "SAGEWARDEN_ENV";

export interface Handle {
  id: string;
  key: Buffer;
}

const form = /^([0-9a-f]{32})\.([A-Za-z0-9_-]{43})$/;

export const newHandle = (): Handle => ({ id: randomBytes(16).toString("hex"), key: randomBytes(32) });

export const handleText = ({ id, key }: Handle): string => `${id}.${key.toString("base64url")}`;

/** What an error about a handle ends with. */
export const stillBorrowed =
  "Nothing was changed: this shell keeps the credentials that it has. A new shell starts with its own";

export const readHandle = (text: string): Handle => {
  const [, id, key] = form.exec(text) ?? [];
  if (id === undefined || key === undefined) {
    throw new BadInput(`${handleName}: not what \`sagewarden env\` sets there. ${stillBorrowed}`);
  }
  return { id, key: Buffer.from(key, "base64url") };
};
