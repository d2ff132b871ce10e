import { type FileHandle, open } from "node:fs/promises";
import { BadInput } from "#shared/model/errors.ts";

/** The terminal itself: stdin and stdout are the command's, or a pipe's. */
export const terminal = "/dev/tty";

const openTerminal = async (path: string): Promise<FileHandle> => {
  try {
    return await open(path, "r+");
  } catch (error) {
    throw new BadInput("--mfa-serial: there is no terminal to ask for the code; allowed: --mfa-code with six digits", {
      cause: error,
    });
  }
};

const attempts = 3;

/** Asks a person for the six digits of their device. Throws BadInput where there is nobody to ask. */
export const askCode = async (serial: string, path = terminal): Promise<string> => {
  const handle = await openTerminal(path);
  try {
    for (let attempt = 1; attempt <= attempts; attempt++) {
      await handle.write(`MFA code for ${serial}: `);
      // A terminal hands over whole lines.
      const { bytesRead, buffer } = await handle.read(Buffer.alloc(256), 0, 256, null);
      if (bytesRead === 0) break;
      const code = buffer.toString("utf8", 0, bytesRead).trim();
      if (/^\d{6}$/.test(code)) return code;
    }
  } finally {
    await handle.close();
  }
  throw new BadInput("--mfa-serial: no code was given; allowed: six digits");
};
