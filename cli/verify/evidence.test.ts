import { generateKeyPairSync } from "node:crypto";
import { describe, expect, test } from "@jest/globals";
import { BadInput } from "../../shared/model/errors.ts";
import { allow } from "../../shared/policy/fixtures.ts";
import { developer, estate } from "../../shared/verify/fixtures.ts";
import { canonicalJson, checkEvidence, type EvidenceFile, evidenceForm, inputsOf, writeEvidence } from "./evidence.ts";

const proven = estate();
const pair = () => {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  const pem = (key: typeof publicKey, type: "pkcs8" | "spki") =>
    key.export({ type, format: "pem" } as never).toString();
  return { privateKey: pem(privateKey, "pkcs8"), publicKey: pem(publicKey, "spki") };
};
const keys = pair();
const written = (signKey?: string): string =>
  writeEvidence(
    {
      ...{ format: "sagewarden verify 1", at: "2027-01-01T00:00:00Z", tool: "0.1.0", catalogue: "1" },
      ...{ ...inputsOf(proven), counts: { cells: 4 }, result: { violations: [] } },
    },
    signKey,
  );
const read = (text: string): EvidenceFile => evidenceForm.parse(JSON.parse(text));

test("one text for one content", () => {
  expect(canonicalJson({ b: [{ d: 1, c: 2 }], a: null })).toBe('{"a":null,"b":[{"c":2,"d":1}]}');
});

describe("sound", () => {
  test("unsigned", () => expect(checkEvidence(read(written()), proven, undefined)).toEqual([]));
  test("signed", () => expect(checkEvidence(read(written(keys.privateKey)), proven, undefined)).toEqual([]));
  test("signed by the key that is given", () => {
    expect(checkEvidence(read(written(keys.privateKey)), proven, keys.publicKey)).toEqual([]);
  });
});

test("the private key is not in it", () => {
  const secret = keys.privateKey.split("\n")[1] ?? "";
  expect(secret.length).toBeGreaterThan(20);
  expect(written(keys.privateKey)).not.toContain(secret);
});

describe("not sound", () => {
  const signed = read(written(keys.privateKey));
  test.each([
    ["changed", { ...signed, evidence: { ...signed.evidence, counts: { cells: 5 } } }, "changed"],
    ["changed, with its digest made anew", { ...signed, ...change(signed, { cells: 5 }) }, "signature"],
    ["signed by another", read(written(pair().privateKey)), "the key that was given"],
    ["without its signature", { ...signed, signature: null }, "not signed"],
  ])("%s", (_, file, named) => {
    expect(checkEvidence(file, proven, keys.publicKey).join("\n")).toContain(named);
  });

  test("no key in the file", () => {
    const file = { ...signed, signature: { algorithm: "ed25519" as const, publicKey: "x", value: "x" } };
    expect(checkEvidence(file, proven, undefined)).toHaveLength(1);
  });
});

function change(file: EvidenceFile, counts: Record<string, number>) {
  const evidence = { ...file.evidence, counts };
  return { evidence, digest: read(writeEvidence(evidence, undefined)).digest };
}

describe("of another estate", () => {
  test("another document", () => {
    const other = estate({}, { policies: [developer(allow("*"))] });
    expect(checkEvidence(read(written()), other, undefined)).toEqual([
      '"developer.json" is not the document that was proven',
    ]);
  });
  test("other teams", () => {
    const other = estate({ teams: { own: "TeamB", other: "TeamA" } });
    expect(checkEvidence(read(written()), other, undefined)).toEqual([
      expect.stringContaining("roles, tags or sessions"),
    ]);
  });
});

test.each(["", "no key", generateKeyPairSync("x25519").privateKey.export({ type: "pkcs8", format: "pem" }).toString()])(
  "a key that cannot sign",
  (key) => expect(() => written(key)).toThrow(BadInput),
);
