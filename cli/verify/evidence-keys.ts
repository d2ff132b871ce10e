import { fileSigner, isKmsKey, type Kms, kmsSigner, type Signer } from "./signatures.ts";

/** A key as an option names it: a file, or `alias/NAME` or an ARN of KMS. */

type Read = (file: string) => Promise<string>;

const liveKms = async (key: string): Promise<Kms> => {
  const [{ readSigningKey, signDigest }, { usualRegion }] = await Promise.all([
    import("#shared/aws/inspect/kms.ts"),
    import("#shared/aws/inspect/region.ts"),
  ]);
  const region = (key.startsWith("arn:") ? key.split(":")[3] : undefined) || (await usualRegion());
  return { read: (id) => readSigningKey(id, { region }), sign: (asked) => signDigest(asked, { region }) };
};

export const signerOf = async (key: string | undefined, read: Read, kms = liveKms): Promise<Signer | undefined> => {
  if (key === undefined) return undefined;
  return isKmsKey(key) ? kmsSigner(key, await kms(key)) : fileSigner(await read(key));
};

/** In PEM. */
export const publicKeyOf = async (key: string | undefined, read: Read, kms = liveKms): Promise<string | undefined> => {
  if (key === undefined) return undefined;
  return isKmsKey(key) ? (await (await kms(key)).read(key)).publicKey : read(key);
};
