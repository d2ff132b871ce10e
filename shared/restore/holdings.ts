import type { Holdings } from "../model/clean-audit.ts";
import { canonical, canonicalStatement } from "../policy/canonical.ts";
import { statementsIn } from "../policy/document.ts";

export type Digest = (text: string) => string;

/** Texts as IAM or an audit has them: white space and order mean nothing. */
export interface Held {
  inline: readonly { name: string; document: string }[];
  managed: readonly { arn: string; document: string | undefined }[];
  trust: string;
  boundary: string | undefined;
}

export const holdingsOf = ({ inline, managed, trust, boundary }: Held, digest: Digest): Holdings => ({
  inline: inline.map(({ name, document }) => ({ name, digest: documentDigest(document, digest) })),
  managed: managed.map(({ arn, document }) => ({
    arn,
    digest: document === undefined ? undefined : documentDigest(document, digest),
  })),
  trust: statementsIn(trust).map((statement) => digest(canonicalStatement(statement))),
  boundary,
});

const documentDigest = (document: string, digest: Digest): string => digest(canonical(document) ?? document);
