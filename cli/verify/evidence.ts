import { createHash } from "node:crypto";
import * as z from "zod/mini";
import { policiesOf } from "#shared/verify/lint/index.ts";
import type { Estate } from "#shared/verify/model.ts";
import { isSignedBy, type Signature, type Signer, signatureForm } from "./signatures.ts";

/** What a proof was about and what came of it, so that somebody else can hold it against what is there. */

const sha256 = z.string().check(z.regex(/^[\da-f]{64}$/, "a SHA-256 in hexadecimal"));

export const evidenceForm = z.strictObject({
  evidence: z.strictObject({
    format: z.literal("sagewarden verify 1"),
    at: z.string(),
    tool: z.string(),
    catalogue: z.string(),
    /** Of the whole estate: roles, tags, sessions and the filled documents. */
    estate: sha256,
    documents: z.array(z.strictObject({ name: z.string(), kind: z.string(), sha256 })),
    counts: z.record(z.string(), z.number()),
    result: z.record(z.string(), z.unknown()),
  }),
  /** Of the evidence in its canonical form. */
  digest: sha256,
  signature: z.nullable(signatureForm),
});
export type EvidenceFile = z.infer<typeof evidenceForm>;
type Evidence = EvidenceFile["evidence"];

/** JSON with its keys in order and no white space: one text for one content. */
export const canonicalJson = (value: unknown): string => JSON.stringify(inOrder(value));

const inOrder = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== "object" || value === null) return value;
  const pairs = Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(pairs.map(([key, each]) => [key, inOrder(each)]));
};

const digestOf = (text: string): string => createHash("sha256").update(text).digest("hex");

export const inputsOf = (estate: Estate): Pick<Evidence, "estate" | "documents"> => ({
  estate: digestOf(canonicalJson(estate)),
  documents: policiesOf(estate).map(({ name, policy }) => ({ name, kind: policy.kind, sha256: digestOf(policy.text) })),
});

export const writeEvidence = async (evidence: Evidence, sign: Signer | undefined): Promise<string> => {
  const digest = digestOf(canonicalJson(evidence));
  const signature = sign === undefined ? null : await sign(signed(digest));
  return `${canonicalJson({ evidence, digest, signature } satisfies EvidenceFile)}\n`;
};

/** So that the signature is of no other thing of ours. */
const signed = (digest: string): Uint8Array => Buffer.from(`sagewarden verify 1\n${digest}`);

/** What is wrong with evidence, one line for each; none: it is what was written, and is about this estate. */
export const checkEvidence = (file: EvidenceFile, estate: Estate, publicKey: string | undefined): readonly string[] => {
  const { evidence, digest, signature } = file;
  return [
    ...(digestOf(canonicalJson(evidence)) === digest ? [] : ["the digest is not of this evidence: it was changed"]),
    ...signatureProblems(digest, signature, publicKey),
    ...inputProblems(evidence, inputsOf(estate)),
  ];
};

/** A key that comes with the file says only that nobody else changed it since: who wrote it says the key that is given. */
const signatureProblems = (
  digest: string,
  signature: Signature | null,
  publicKey: string | undefined,
): readonly string[] => {
  if (signature === null) return publicKey === undefined ? [] : ["it is not signed"];
  if (isSignedBy(signature, signed(digest), publicKey)) return [];
  return [`the signature is not by ${publicKey === undefined ? "the key that it names" : "the key that was given"}`];
};

const inputProblems = (then: Evidence, now: Pick<Evidence, "estate" | "documents">): readonly string[] => {
  const keyOf = ({ name, kind, sha256: hash }: Evidence["documents"][number]): string =>
    canonicalJson([name, kind, hash]);
  const [before, after] = [new Set(then.documents.map(keyOf)), new Set(now.documents.map(keyOf))];
  const gone = then.documents.filter((each) => !after.has(keyOf(each)));
  const added = now.documents.filter((each) => !before.has(keyOf(each)));
  const names = [...new Set([...gone, ...added].map(({ name }) => name))];
  if (names.length > 0) return names.map((name) => `${JSON.stringify(name)} is not the document that was proven`);
  return then.estate === now.estate ? [] : ["roles, tags or sessions are not those that were proven"];
};
