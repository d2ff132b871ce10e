import { createHash } from "node:crypto";
import { GenerateMacCommand, KMSClient, VerifyMacCommand } from "@aws-sdk/client-kms";
import { GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import type { Evidence } from "../../contain/world.ts";
import { EvidenceForged } from "../../model/errors.ts";
import type { SnapshotPointer } from "../../model/incident.ts";
import { clientSettings } from "../client.ts";

export interface EvidencePlace {
  bucket: string;
  /** ARN of KMS's HMAC key. */
  macKey: string;
}

export interface EvidenceSenders {
  s3: Pick<S3Client, "send">;
  kms: Pick<KMSClient, "send">;
}

let clients: EvidenceSenders | undefined;
const shared = (): EvidenceSenders => {
  clients ??= {
    // The host of a bucket of its own does not resolve for an endpoint on this machine.
    s3: new S3Client({ ...clientSettings, forcePathStyle: true }),
    kms: new KMSClient(clientSettings),
  };
  return clients;
};

const algorithm = "HMAC_SHA_256";

const hashOf = (text: string): string => createHash("sha256").update(text).digest("hex");

/**
 * KMS takes 4,096 bytes, a snapshot has many more: the hash stands for it. With the key, so that a role's or an incident's text
 * is no proof for another's.
 */
const signed = (key: string, sha256: string): Uint8Array => Buffer.from(`sagewarden evidence 1\n${key}\n${sha256}`);

/** Evidence in its bucket: what is there is never replaced, as the bucket keeps versions and each is read by its own. */
export const evidenceIn = ({ bucket, macKey }: EvidencePlace, { s3, kms } = shared()): Evidence => ({
  put: async (key, text) => {
    const sha256 = hashOf(text);
    const ContentType = key.endsWith(".md") ? "text/markdown; charset=utf-8" : "application/json";
    const [{ VersionId: version }, { Mac }] = await Promise.all([
      s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: text, ContentType })),
      kms.send(new GenerateMacCommand({ KeyId: macKey, MacAlgorithm: algorithm, Message: signed(key, sha256) })),
    ]);
    if (!version || version === "null") throw new Error(`${bucket} keeps no versions: switch its versioning on`);
    if (Mac === undefined) throw new Error("KMS answered GenerateMac without a MAC");
    return { bucket, key, version, sha256, mac: Buffer.from(Mac).toString("base64") };
  },
  get: async (pointer) => {
    // The pointer is a row's: whoever can write rows cannot lead us into a bucket of theirs.
    if (pointer.bucket !== bucket) throw new EvidenceForged(`${pointer.key} should lie in ${bucket}`);
    const text = await read(pointer, s3);
    if (hashOf(text) !== pointer.sha256)
      throw new EvidenceForged(`${pointer.key} is not what was stored: its hash differs from the ledger's`);
    await verify(pointer, macKey, kms);
    return text;
  },
});

const read = async ({ bucket, key, version }: SnapshotPointer, s3: EvidenceSenders["s3"]): Promise<string> => {
  try {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key, VersionId: version }));
    return (await Body?.transformToString()) ?? "";
  } catch (error) {
    if (/^NoSuch(Key|Version)/.test((error as Error).name))
      throw new EvidenceForged(`${key} is no longer there in its version ${version}`, { cause: error });
    throw error;
  }
};

const verify = async (
  { key, sha256, mac }: SnapshotPointer,
  KeyId: string,
  kms: EvidenceSenders["kms"],
): Promise<void> => {
  try {
    const command = { KeyId, MacAlgorithm: algorithm, Message: signed(key, sha256), Mac: Buffer.from(mac, "base64") };
    const { MacValid } = await kms.send(new VerifyMacCommand(command as never));
    if (MacValid === true) return;
  } catch (error) {
    if ((error as Error).name !== "KMSInvalidMacException") throw error;
  }
  throw new EvidenceForged(`${key} is not ours: its MAC does not match`);
};
