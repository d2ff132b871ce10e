import { constants, createHash, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from "node:crypto";
import * as z from "zod/mini";
import type { readSigningKey, signDigest } from "#shared/aws/inspect/kms.ts";
import { BadInput } from "#shared/model/errors.ts";

/** Signatures of evidence: by a key in a file, or by one in KMS, whose public half is enough to check them. */

interface Algorithm {
  key: "ed25519" | "ec" | "rsa";
  /** Undefined: the algorithm hashes by itself. */
  hash: "sha256" | "sha384" | "sha512" | undefined;
  isPss?: boolean;
}

const sizes = [256, 384, 512] as const;
const ofKms = (prefix: string, rest: Pick<Algorithm, "key" | "isPss">) =>
  sizes.map((size): [string, Algorithm] => [`${prefix}_SHA_${size}`, { ...rest, hash: `sha${size}` }]);

/** https://docs.aws.amazon.com/kms/latest/developerguide/symm-asymm-choose-key-spec.html: first those that are preferred. */
const algorithms: ReadonlyMap<string, Algorithm> = new Map([
  ["ed25519", { key: "ed25519", hash: undefined }],
  ...ofKms("ECDSA", { key: "ec" }),
  ...ofKms("RSASSA_PSS", { key: "rsa", isPss: true }),
  ...ofKms("RSASSA_PKCS1_V1_5", { key: "rsa" }),
]);

export const signatureForm = z.strictObject({
  algorithm: z.enum([...algorithms.keys()]),
  publicKey: z.string(),
  value: z.string(),
  /** ARN of the key in KMS. */
  kmsKey: z.optional(z.string()),
});
export type Signature = z.infer<typeof signatureForm>;

export type Signer = (message: Uint8Array) => Promise<Signature>;

/** An Ed25519 private key in PEM. */
export const fileSigner =
  (pem: string): Signer =>
  async (message) => {
    const key = tried(() => createPrivateKey(pem));
    if (key?.asymmetricKeyType !== "ed25519") {
      throw new BadInput(
        "--sign-key: no Ed25519 private key in PEM; allowed: `openssl genpkey -algorithm ed25519`, alias/NAME, a key's ARN",
      );
    }
    return {
      algorithm: "ed25519",
      publicKey: createPublicKey(key).export({ type: "spki", format: "pem" }).toString(),
      value: sign(null, message, key).toString("base64"),
    };
  };

/** What KMS does, for a key of it. */
export interface Kms {
  read: (id: string) => ReturnType<typeof readSigningKey>;
  sign: (asked: Parameters<typeof signDigest>[0]) => ReturnType<typeof signDigest>;
}

export const isKmsKey = (key: string): boolean => /^(alias\/|arn:[\w-]+:kms:)/.test(key);

/** The algorithm is the key's best of those that Node can check. */
export const kmsSigner =
  (id: string, kms: Kms): Signer =>
  async (message) => {
    const { arn, publicKey, algorithms: able } = await kms.read(id);
    const [name, { hash }] = [...algorithms].find(([each]) => able.includes(each)) ?? ["", { hash: undefined }];
    if (hash === undefined) {
      const allowed = [...algorithms.keys()].filter((each) => each !== "ed25519").join(", ");
      throw new BadInput(
        `--sign-key ${id}: the key signs by none of these; allowed: a key of SIGN_VERIFY by ${allowed}`,
      );
    }
    const value = await kms.sign({ arn, algorithm: name, digest: createHash(hash).update(message).digest() });
    return { algorithm: name, publicKey, value: Buffer.from(value).toString("base64"), kmsKey: arn };
  };

/** Undefined: it is no key. */
const readPublicKey = (pem: string): KeyObject | undefined => tried(() => createPublicKey(pem));

/** Throws BadInput for a given key that is none. */
export const isSignedBy = (
  { algorithm, publicKey, value }: Signature,
  message: Uint8Array,
  given: string | undefined,
): boolean => {
  const key = readPublicKey(given ?? publicKey);
  if (key === undefined && given !== undefined) {
    throw new BadInput("--public-key: no public key in PEM; allowed: a PEM file, alias/NAME, a key's ARN");
  }
  const how = algorithms.get(algorithm);
  if (key === undefined || how === undefined || key.asymmetricKeyType !== how.key) return false;
  const padding = how.isPss
    ? { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST }
    : {};
  return tried(() => verify(how.hash ?? null, message, { key, ...padding }, Buffer.from(value, "base64"))) === true;
};

/** The message of Node's could repeat what it read. */
const tried = <Value>(make: () => Value): Value | undefined => {
  try {
    return make();
  } catch {
    return undefined;
  }
};
