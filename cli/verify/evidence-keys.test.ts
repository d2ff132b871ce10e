import { generateKeyPairSync } from "node:crypto";
import { expect, test } from "@jest/globals";
import { publicKeyOf, signerOf } from "./evidence-keys.ts";

const pem = generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "pem" }).toString();
const read = async (file: string): Promise<string> => (file === "key.pem" ? pem : "");
const arn = "arn:aws-cn:kms:cn-north-1:111122223333:key/1";
const asked: string[] = [];
const kms = async (key: string) => ({
  read: async (id: string) => {
    asked.push(key, id);
    return { arn, publicKey: `public of ${id}`, algorithms: ["ECDSA_SHA_256"] };
  },
  sign: async () => Buffer.from("signature"),
});
const message = Buffer.from("m");

test("none is none", async () => {
  expect([await signerOf(undefined, read, kms), await publicKeyOf(undefined, read, kms)]).toEqual([
    undefined,
    undefined,
  ]);
});

test("a file", async () => {
  expect((await (await signerOf("key.pem", read, kms))?.(message))?.algorithm).toBe("ed25519");
  expect(await publicKeyOf("key.pem", read, kms)).toBe(pem);
  expect(asked).toEqual([]);
});

test.each(["alias/evidence", arn])("a key of KMS: %s", async (key) => {
  const signature = await (await signerOf(key, read, kms))?.(message);
  expect(signature).toEqual({
    ...{ algorithm: "ECDSA_SHA_256", publicKey: `public of ${key}`, kmsKey: arn },
    value: Buffer.from("signature").toString("base64"),
  });
  expect(await publicKeyOf(key, read, kms)).toBe(`public of ${key}`);
});
