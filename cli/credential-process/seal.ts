const { createCipheriv, createDecipheriv, hkdfSync, randomBytes } = process.getBuiltinModule("node:crypto");

/** Another layout gets another version: what an older one wrote is then as if absent. */
const version = Buffer.from("sagewarden-credentials-2\n");
const [nonceLength, tagLength] = [12, 16];

/** Seals texts, each under its name: one that is moved to another name does not open. */
export interface Seal {
  seal(name: string, text: string): Buffer;
  /** Nothing where it is not, to the bit, what was sealed under this name with these secrets. */
  open(name: string, sealed: Buffer): string | undefined;
}

const bound = (name: string): Buffer => Buffer.concat([version, Buffer.from(name)]);

/** Two secrets, neither of which is enough: what takes the role, and what only this machine's user has. */
export const makeSeal = (secretAccessKey: string, salt: Uint8Array): Seal => {
  const key = Buffer.from(hkdfSync("sha256", secretAccessKey, salt, version, 32));
  return {
    seal: (name, text) => {
      const nonce = randomBytes(nonceLength);
      const cipher = createCipheriv("aes-256-gcm", key, nonce, { authTagLength: tagLength }).setAAD(bound(name));
      const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
      return Buffer.concat([version, nonce, cipher.getAuthTag(), body]);
    },
    open: (name, sealed) => {
      const start = version.length + nonceLength + tagLength;
      if (sealed.length < start || !sealed.subarray(0, version.length).equals(version)) return undefined;
      const nonce = sealed.subarray(version.length, version.length + nonceLength);
      const decipher = createDecipheriv("aes-256-gcm", key, nonce, { authTagLength: tagLength }).setAAD(bound(name));
      decipher.setAuthTag(sealed.subarray(version.length + nonceLength, start));
      try {
        return Buffer.concat([decipher.update(sealed.subarray(start)), decipher.final()]).toString();
      } catch {
        return undefined;
      }
    },
  };
};
