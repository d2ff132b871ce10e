import { audit } from "../shared/detect/audit/index.ts";
import { type Settings, settingsSchema } from "../shared/model/settings.ts";
import { contractsOf } from "../shared/vendors/contract.ts";
import { factsFrom } from "../shared/vendors/facts/index.ts";
import { documentsOf, settingsOf } from "../test/planted/documents.ts";
import { bucketFlaws } from "../test/planted/flaws/buckets.ts";
import { iamFlaws } from "../test/planted/flaws/iam.ts";
import { roleFlaws } from "../test/planted/flaws/roles.ts";
import { now, objectsOf, ourAccount, type Parts, perfect } from "../test/planted/parts.ts";
import { ratios, type Spread, spread } from "./statistics.ts";

/** One account under the audit. */
export interface AuditRun {
  title: string;
  roles: number;
  vendors: number;
  findings: number;
  bytes: number;
  /** From the documents' text to findings. */
  ms: Spread;
  /** How many times JSON.parse of the same text. */
  ofParse: Spread;
}

export interface AuditReport {
  rounds: number;
  runs: readonly AuditRun[];
}

const flaws = [...bucketFlaws, ...roleFlaws, ...iamFlaws];

/** Every fifth has a flaw. */
const vendorRole = (index: number): Parts => {
  const parts = perfect(index);
  const flaw = index % 5 === 0 ? flaws[(index / 5) % flaws.length] : undefined;
  return flaw ? { ...parts, ...flaw.break(parts) } : parts;
};

/** Roles of the account's own, which lie beside the vendors'. */
const ownRoles = (index: number, count: number): Parts["others"] =>
  Array.from({ length: count }, (_, place) => ({
    name: `app-${index}-${place}`,
    inline: objectsOf(`app-${index}-${place}`),
    trust: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
  }));

interface Account {
  texts: readonly { name: string; content: string }[];
  settings: Settings;
}

const accountOf = (vendors: number, ownEach: number): Account => {
  const planted = Array.from({ length: vendors }, (_, index) => ({
    ...vendorRole(index),
    others: ownRoles(index, ownEach),
  }));
  const { details, roles } = documentsOf(planted);
  return {
    texts: [...details, roles].map((content, page) => ({ name: `${page}.json`, content: JSON.stringify(content) })),
    settings: settingsSchema.parse(settingsOf(planted)),
  };
};

const timed = <Result>(work: () => Result): { ms: number; result: Result } => {
  const began = performance.now();
  const result = work();
  return { ms: performance.now() - began, result };
};

const measure = (title: string, vendors: number, ownEach: number, rounds: number): AuditRun => {
  const { texts, settings } = accountOf(vendors, ownEach);
  const contracts = contractsOf(settings, { partition: "aws", account: ourAccount });
  const whole = () => audit(factsFrom(texts).facts, contracts, settings, now).findings.length;
  const parse = () => texts.map(({ content }) => JSON.parse(content)).length;
  whole();
  // Turn by turn: what slows the machine down for a while slows both.
  const times = Array.from({ length: rounds }, () => ({ parse: timed(parse), whole: timed(whole) }));
  const all = times.map(({ whole: { ms } }) => ms);
  return {
    title,
    ...{ roles: vendors * (1 + ownEach), vendors },
    findings: times[0]?.whole.result ?? 0,
    bytes: texts.reduce((sum, { content }) => sum + content.length, 0),
    ms: spread(all),
    ofParse: ratios(
      all,
      times.map(({ parse: { ms } }) => ms),
    ),
  };
};

/** 5,000 roles in memory: no network, no process. */
export const benchAudit = (rounds: number): AuditReport => ({
  rounds,
  runs: [
    measure("one in twenty is a vendor's", 250, 19, rounds),
    measure("all are vendors', each with its contract", 5_000, 0, rounds),
  ],
});
