import { createHash, createHmac } from "node:crypto";
import { describe, expect, test } from "@jest/globals";
import { EvidenceForged } from "../../model/errors.ts";
import type { SnapshotPointer } from "../../model/incident.ts";
import { type EvidenceSenders, evidenceIn } from "./evidence.ts";

interface Command {
  constructor: { name: string };
  input: Record<string, unknown> & { Message?: Uint8Array; Mac?: Uint8Array };
}
const macOf = (message: Uint8Array) => createHmac("sha256", "only KMS has it").update(message).digest();

/** A bucket that keeps versions and KMS with one key. */
const account = ({ versions = true } = {}) => {
  const objects = new Map<string, string>();
  const sent: Command[] = [];
  const s3 = {
    send: async (command: Command) => {
      sent.push(command);
      const { Key, Body, VersionId } = command.input;
      if (command.constructor.name === "PutObjectCommand") {
        const version = `v${objects.size + 1}`;
        objects.set(`${Key} ${version}`, String(Body));
        return versions ? { VersionId: version } : {};
      }
      const text = objects.get(`${Key} ${VersionId}`);
      if (text === undefined) throw Object.assign(new Error("gone"), { name: "NoSuchVersion" });
      return { Body: { transformToString: async () => text } };
    },
  };
  const kms = {
    send: async ({ constructor: { name }, input: { Message = Buffer.of(), Mac } }: Command) => {
      if (Message.length > 4_096) throw new Error("KMS takes 4,096 bytes");
      if (name === "GenerateMacCommand") return { Mac: macOf(Message) };
      if (macOf(Message).equals(Mac as Uint8Array)) return { MacValid: true };
      throw Object.assign(new Error("no"), { name: "KMSInvalidMacException" });
    },
  };
  const evidence = evidenceIn({ bucket: "b", macKey: "k" }, { s3, kms } as unknown as EvidenceSenders);
  return { evidence, objects, sent };
};
const key = "incidents/r/i/snapshot.json";
const text = JSON.stringify({ trust: "é".repeat(9_000) });

test("what was put is what is got", async () => {
  const { evidence, sent } = account();
  const pointer = await evidence.put(key, text);
  expect(pointer).toEqual({
    ...{ bucket: "b", key, version: "v1", mac: expect.stringMatching(/^[\w+/]{43}=$/) },
    sha256: createHash("sha256").update(text).digest("hex"),
  });
  expect(await evidence.get(pointer)).toBe(text);
  expect(sent[0]?.input).toMatchObject({ Bucket: "b", Key: key, ContentType: "application/json" });
});

test("a second text of the same key is another version, and the first is still there", async () => {
  const { evidence, sent } = account();
  const [first, second] = [await evidence.put("i.md", "one"), await evidence.put("i.md", "two")];
  expect([await evidence.get(first), await evidence.get(second)]).toEqual(["one", "two"]);
  expect(sent[0]?.input.ContentType).toBe("text/markdown; charset=utf-8");
});

test("a bucket without versions is refused", async () => {
  await expect(account({ versions: false }).evidence.put(key, text)).rejects.toThrow("b keeps no versions");
});

describe("forged", () => {
  const forged = async (change: Partial<SnapshotPointer>, stored = text) => {
    const { evidence, objects } = account();
    const pointer = await evidence.put(key, text);
    const other = await evidence.put("incidents/r/other/snapshot.json", "other");
    objects.set(`${key} v1`, stored);
    return { other, got: evidence.get({ ...pointer, ...change }) };
  };
  const sha256 = createHash("sha256").update("worse").digest("hex");

  test.each<[string, Partial<SnapshotPointer>, string | undefined, string]>([
    ["the text is another", {}, "worse", "its hash differs from the ledger's"],
    ["the text and the ledger's hash are others", { sha256 }, "worse", "its MAC does not match"],
    ["the MAC is another", { mac: "AAAA" }, undefined, "its MAC does not match"],
    ["the version is gone", { version: "v9" }, undefined, "no longer there in its version v9"],
    ["the bucket is another", { bucket: "theirs" }, undefined, "should lie in b"],
  ])("%s", async (_what, change, stored, message) => {
    const { got } = await forged(change, stored);
    await expect(got).rejects.toThrow(message);
    await expect(got).rejects.toThrow(EvidenceForged);
  });

  test("another incident's text, hash and MAC in this one's place", async () => {
    const { evidence, objects } = account();
    const pointer = await evidence.put(key, text);
    const other = await evidence.put("incidents/r/other/snapshot.json", "other");
    objects.set(`${key} v1`, "other");
    await expect(evidence.get({ ...other, key, version: pointer.version })).rejects.toThrow("its MAC does not match");
  });
});

test("a service that fails proves nothing", async () => {
  const failing = { send: async () => Promise.reject(new Error("down")) };
  const evidence = evidenceIn({ bucket: "b", macKey: "k" }, { s3: failing, kms: failing } as never);
  const pointer = { bucket: "b", key, version: "v1", sha256: "", mac: "" };
  await expect(evidence.get(pointer)).rejects.toThrow("down");
  await expect(evidence.get(pointer)).rejects.not.toThrow(EvidenceForged);
});
