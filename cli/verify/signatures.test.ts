import { constants, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { describe, expect, test } from "@jest/globals";
import { BadInput } from "../../shared/model/errors.ts";
import { fileSigner, isKmsKey, isSignedBy, type Kms, kmsSigner, signatureForm } from "./signatures.ts";

const message = Buffer.from("what was proven");
const pem = (key: KeyObject): string =>
  key.export({ type: key.type === "private" ? "pkcs8" : "spki", format: "pem" } as never).toString();
const arn = "arn:aws:kms:us-east-1:111122223333:key/1";

/** Signs as KMS does: what it is given is the digest, and signatures of curves are in DER. */
const kmsWith = (pair: { privateKey: KeyObject; publicKey: KeyObject }, algorithms: readonly string[]): Kms => ({
  read: async () => ({ arn, publicKey: pem(pair.publicKey), algorithms }),
  sign: async ({ algorithm }) => {
    const hash = algorithm.replace(/^.*_SHA_/, "sha");
    const padding = algorithm.startsWith("RSASSA_PSS")
      ? { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST }
      : {};
    return sign(hash, message, { key: pair.privateKey, ...padding });
  },
});
const curve = generateKeyPairSync("ec", { namedCurve: "P-256" });
const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });
const file = generateKeyPairSync("ed25519");

describe("by a key of KMS", () => {
  test.each([
    ["a curve", curve, ["ECDSA_SHA_256"], "ECDSA_SHA_256"],
    ["RSA, by the better padding", rsa, ["RSASSA_PKCS1_V1_5_SHA_256", "RSASSA_PSS_SHA_384"], "RSASSA_PSS_SHA_384"],
    ["RSA, by the older padding", rsa, ["RSASSA_PKCS1_V1_5_SHA_512"], "RSASSA_PKCS1_V1_5_SHA_512"],
  ])("%s", async (_, pair, able, algorithm) => {
    const signature = await kmsSigner(arn, kmsWith(pair, able))(message);
    expect(signatureForm.parse(signature)).toMatchObject({ algorithm, kmsKey: arn });
    const others = [curve, rsa, file].filter((other) => other !== pair);
    expect(isSignedBy(signature, message, undefined)).toBe(true);
    expect(isSignedBy(signature, message, pem(pair.publicKey))).toBe(true);
    expect(isSignedBy(signature, Buffer.from("something else"), undefined)).toBe(false);
    for (const other of others) expect(isSignedBy(signature, message, pem(other.publicKey))).toBe(false);
  });

  test("signs the digest", async () => {
    const asked: unknown[] = [];
    const kms: Kms = {
      ...kmsWith(curve, ["ECDSA_SHA_384"]),
      sign: async (given) => {
        asked.push([given.algorithm, given.digest.length]);
        return Buffer.from("s");
      },
    };
    await kmsSigner("alias/evidence", kms)(message);
    expect(asked).toEqual([["ECDSA_SHA_384", 48]]);
  });

  test.each([[[]], [["SM2DSA"]], [["ED25519_SHA_512"]]])("one that cannot: %j", async (able) => {
    await expect(kmsSigner(arn, kmsWith(curve, able))(message)).rejects.toThrow(BadInput);
  });
});

describe("by a key in a file", () => {
  test("is checked by its public half", async () => {
    const signature = await fileSigner(pem(file.privateKey))(message);
    expect(isSignedBy(signature, message, pem(file.publicKey))).toBe(true);
    expect(isSignedBy({ ...signature, algorithm: "ECDSA_SHA_256" }, message, undefined)).toBe(false);
    expect(isSignedBy({ ...signature, publicKey: "x" }, message, undefined)).toBe(false);
    expect(() => isSignedBy(signature, message, "no key")).toThrow(BadInput);
  });

  test.each(["", "no key", pem(generateKeyPairSync("x25519").privateKey), pem(rsa.privateKey)])(
    "one that cannot sign",
    async (key) => expect(fileSigner(key)(message)).rejects.toThrow(BadInput),
  );
});

test.each([
  ["alias/evidence", true],
  [arn, true],
  ["arn:aws-us-gov:kms:us-gov-west-1:111122223333:alias/x", true],
  ["key.pem", false],
  ["./alias/key.pem", false],
  ["arn:aws:s3:::key", false],
])("%s is a key of KMS: %s", (key, is) => expect(isKmsKey(key)).toBe(is));
