import { createPublicKey, generateKeyPairSync } from "node:crypto";
import { expect, test } from "@jest/globals";
import { fakeClient } from "../../../test/fake-client.ts";
import { readSigningKey, signDigest } from "./kms.ts";

const place = { region: "us-east-1" };
const arn = "arn:aws:kms:us-east-1:111122223333:key/1";
const { publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
const answer = {
  ...{ KeyId: arn, KeyUsage: "SIGN_VERIFY", SigningAlgorithms: ["ECDSA_SHA_256"] },
  PublicKey: publicKey.export({ type: "spki", format: "der" }),
};

test("the key in PEM, and what it can do", async () => {
  const client = fakeClient({ GetPublicKey: answer });
  const key = await readSigningKey("alias/evidence", place, client);
  expect(createPublicKey(key.publicKey).equals(publicKey)).toBe(true);
  expect([key.arn, key.algorithms]).toEqual([arn, ["ECDSA_SHA_256"]]);
  expect(client.sent).toEqual([{ operation: "GetPublicKey", input: { KeyId: "alias/evidence" } }]);
});

test("one that is for something else can sign nothing", async () => {
  const client = fakeClient({ GetPublicKey: { ...answer, KeyUsage: "ENCRYPT_DECRYPT", SigningAlgorithms: undefined } });
  expect((await readSigningKey(arn, place, client)).algorithms).toEqual([]);
});

test("a digest is signed, not a text", async () => {
  const client = fakeClient({ Sign: { Signature: Buffer.from("s") } });
  const digest = Buffer.alloc(32, 1);
  expect(await signDigest({ arn, algorithm: "ECDSA_SHA_256", digest }, place, client)).toEqual(Buffer.from("s"));
  expect(client.sent[0]?.input).toEqual({
    ...{ KeyId: arn, Message: digest, MessageType: "DIGEST", SigningAlgorithm: "ECDSA_SHA_256" },
  });
});

test.each([
  ["GetPublicKey", () => readSigningKey(arn, place, fakeClient({ GetPublicKey: {} }))],
  ["Sign", () => signDigest({ arn, algorithm: "x", digest: Buffer.alloc(1) }, place, fakeClient({ Sign: {} }))],
])("%s without an answer is none", async (_, ask) => {
  await expect(ask()).rejects.toThrow("without a");
});
