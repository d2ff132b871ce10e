import { createHash } from "node:crypto";
import * as z from "zod/mini";
import { isObject } from "#shared/policy/read-statement.ts";
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

/** What a whole proof of today would be: its cells, and the version of IAM's data. */
export interface Today {
  cells: number;
  catalogue: string;
}

/** What is wrong with evidence, one line for each; none: it is of a whole proof that found nothing, and is about this estate. */
export const checkEvidence = (
  file: EvidenceFile,
  estate: Estate,
  publicKey: string | undefined,
  today: Today,
): readonly string[] => {
  const { evidence, digest, signature } = file;
  return [
    ...resultProblems(evidence, today),
    ...(digestOf(canonicalJson(evidence)) === digest ? [] : ["the digest is not of this evidence: it was changed"]),
    ...signatureProblems(digest, signature, publicKey),
    ...inputProblems(evidence, inputsOf(estate)),
  ];
};

const resultProblems = ({ counts, result, catalogue }: Evidence, today: Today): readonly string[] => {
  const found = Object.entries(failuresIn(counts, result)).flatMap(([name, many]) =>
    many > 0 ? [`${many} ${name}`] : [],
  );
  return [
    ...(found.length > 0 ? [`it is of a proof that failed: ${found.join(", ")}`] : []),
    ...(result.cells === today.cells && counts.cells === today.cells
      ? []
      : [`it is of ${counts.cells ?? 0} cells; the whole matrix has ${today.cells}`]),
    ...(catalogue === today.catalogue
      ? []
      : [`it knows IAM's data of ${JSON.stringify(catalogue)}; today's are of ${today.catalogue}`]),
  ];
};

/** What fails a proof, by the names of its result. Counted and told are both looked at: whoever made it up may forget one. */
const failuresIn = (counts: Evidence["counts"], result: Evidence["result"]): Readonly<Record<string, number>> => {
  const listed = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
  const ledger = isObject(result.ledger) ? result.ledger : {};
  const fatal = ["violations", "chains", "missing", "absent"].map((name) => {
    const told = Array.isArray(result[name]) ? result[name].length : 1;
    return [name, Math.max(counts[name] ?? 0, told)] as const;
  });
  return {
    ...Object.fromEntries(fatal),
    unasked: listed(result.unasked).filter((each) => isObject(each) && each.isGrave !== false).length,
    drift: listed(result.drift).length,
    ledger: listed(ledger.unlisted).length + listed(ledger.expired).length,
  };
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
