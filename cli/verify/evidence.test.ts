import { generateKeyPairSync } from "node:crypto";
import { describe, expect, test } from "@jest/globals";
import { allow } from "../../shared/policy/fixtures.ts";
import { developer, estate } from "../../shared/verify/fixtures.ts";
import { canonicalJson, checkEvidence, type EvidenceFile, evidenceForm, inputsOf, writeEvidence } from "./evidence.ts";
import { fileSigner } from "./signatures.ts";

const proven = estate();
const pair = () => {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  const pem = (key: typeof publicKey, type: "pkcs8" | "spki") =>
    key.export({ type, format: "pem" } as never).toString();
  return { privateKey: pem(privateKey, "pkcs8"), publicKey: pem(publicKey, "spki") };
};
const keys = pair();
const whole = { cells: 4, violations: [], chains: [], missing: [], absent: [] };
const today = { cells: 4, catalogue: "1" };
const written = (signKey?: string, change: { counts?: object; result?: object } = {}): Promise<string> =>
  writeEvidence(
    {
      ...{ format: "sagewarden verify 1", at: "2027-01-01T00:00:00Z", tool: "0.1.0", catalogue: "1" },
      ...{ ...inputsOf(proven), counts: { cells: 4, ...change.counts }, result: { ...whole, ...change.result } },
    },
    signKey === undefined ? undefined : fileSigner(signKey),
  );
const read = (text: string): EvidenceFile => evidenceForm.parse(JSON.parse(text));
const file = async (signKey?: string): Promise<EvidenceFile> => read(await written(signKey));

test("one text for one content", () => {
  expect(canonicalJson({ b: [{ d: 1, c: 2 }], a: null })).toBe('{"a":null,"b":[{"c":2,"d":1}]}');
});

describe("sound", () => {
  test.each([
    ["unsigned", undefined, undefined],
    ["signed", keys.privateKey, undefined],
    ["signed by the key that is given", keys.privateKey, keys.publicKey],
  ])("%s", async (_, signKey, publicKey) => {
    expect(checkEvidence(await file(signKey), proven, publicKey, today)).toEqual([]);
  });
});

test("the private key is not in it", async () => {
  const secret = keys.privateKey.split("\n")[1] ?? "";
  expect(secret.length).toBeGreaterThan(20);
  expect(await written(keys.privateKey)).not.toContain(secret);
});

describe("not sound", () => {
  const recounted = async (from: EvidenceFile) => {
    const evidence = { ...from.evidence, counts: { cells: 5 } };
    return { evidence, digest: read(await writeEvidence(evidence, undefined)).digest };
  };
  test.each<[string, (from: EvidenceFile) => Promise<EvidenceFile>, string]>([
    ["changed", async (from) => ({ ...from, evidence: (await recounted(from)).evidence }), "changed"],
    ["changed, with its digest made anew", async (from) => ({ ...from, ...(await recounted(from)) }), "signature"],
    ["signed by another", () => file(pair().privateKey), "the key that was given"],
    ["without its signature", async (from) => ({ ...from, signature: null }), "not signed"],
  ])("%s", async (_, change, named) => {
    const changed = await change(await file(keys.privateKey));
    expect(checkEvidence(changed, proven, keys.publicKey, today).join("\n")).toContain(named);
  });
});

describe("sound, and of no proof that holds today:", () => {
  test.each<[string, { counts?: object; result?: object }, typeof today, string]>([
    ["violations", { result: { violations: [{}] } }, today, "a proof that failed: 1 violations"],
    ["violations that were only counted", { counts: { violations: 3 } }, today, "3 violations"],
    ["chains that nobody told of", { result: { chains: undefined } }, today, "1 chains"],
    ["a role that is not there", { result: { absent: [{}] } }, today, "1 absent"],
    ["grave grants", { result: { unasked: [{ isGrave: true }, { isGrave: false }] } }, today, "1 unasked"],
    [
      "drift, and the ledger",
      { result: { drift: [{}], ledger: { unlisted: ["a"], expired: ["b"] } } },
      today,
      "1 drift, 2 ledger",
    ],
    ["the smaller matrix", {}, { ...today, cells: 5 }, "it is of 4 cells; the whole matrix has 5"],
    ["counted as whole", { result: { cells: 3 } }, today, "the whole matrix has 4"],
    ["older data", {}, { ...today, catalogue: "2" }, `it knows IAM's data of "1"; today's are of 2`],
  ])("%s", async (_, change, now, problem) => {
    const made = read(await written(keys.privateKey, change));
    expect(checkEvidence(made, proven, keys.publicKey, now).join("\n")).toContain(problem);
  });
});

describe("of another estate", () => {
  test.each([
    [
      "another document",
      estate({}, { policies: [developer(allow("*"))] }),
      '"developer.json" is not the document that was proven',
    ],
    [
      "other teams",
      estate({ teams: { own: "TeamB", other: "TeamA" } }),
      "roles, tags or sessions are not those that were proven",
    ],
  ])("%s", async (_, other, problem) => {
    expect(checkEvidence(await file(), other, undefined, today)).toEqual([problem]);
  });
});
