import { secondsBetween } from "../../model/time.ts";
import { vendor as contractSchema, vendorName } from "../../model/vendor-settings.ts";
import { names } from "../../names.ts";
import { plainText } from "../../notify/plain-text.ts";
import { known, type Row } from "./rows.ts";
import { bucketRows, reachRows, regionRows, serviceRows } from "./scope.ts";
import {
  accountRows,
  addressRows,
  externalIdRows,
  hourRows,
  type Live,
  lifeRows,
  sessionLengthRows,
  sessionNameRows,
  sessionTagRows,
  sourceIdentityRows,
} from "./who.ts";

/** A contract for a role that somebody else made, to be read by a person before it is one. */
export interface Proposal {
  vendor: string;
  rows: readonly Row[];
  /** What could not be known, one sentence each. */
  unknown: readonly string[];
}

/** What the records could show, and what not. */
export interface Sources {
  records: "files" | "LookupEvents" | "none";
  /** ISO 8601: the span that was asked for. */
  from: string;
  to: string;
  /** LookupEvents only: where it was asked, and whether all of it was read. */
  regions: readonly string[];
  isComplete: boolean;
}

/** How far back LookupEvents reaches. */
export const daysBack = 90;

export const propose = (live: Live, sources: Sources, asked?: string): Proposal => {
  const isRecent = (at: string): boolean => secondsBetween(at, live.now) <= daysBack * 86_400;
  const rows = [
    known("roleArn", live.role.arn, "the live role"),
    ...accountRows(live),
    ...externalIdRows(live),
    ...bucketRows(live),
    ...regionRows(live),
    ...serviceRows(live, isRecent),
    ...sessionLengthRows(live),
    ...addressRows(live),
    ...sessionNameRows(live),
    ...sourceIdentityRows(live),
    ...sessionTagRows(live),
    ...hourRows(live),
    ...reachRows(live),
    ...lifeRows(live),
  ];
  return { vendor: asked ?? nameOf(live), rows: takenBySettings(rows), unknown: unknownOf(live, sources) };
};

/** The contract as the settings would read it. */
export const contractOf = ({ rows }: Pick<Proposal, "rows">): Readonly<Record<string, unknown>> =>
  Object.fromEntries(rows.filter(({ basis }) => basis !== "open").map(({ key, value }) => [key, value]));

/** Names and policies are others' text: what the settings would refuse is left open, so that the rest can be read. */
const takenBySettings = (rows: readonly Row[]): readonly Row[] => {
  const { error } = contractSchema.safeParse(contractOf({ rows }));
  const refused = new Set(error?.issues.map(({ path }) => path[0]));
  return rows.map((row) =>
    row.basis !== "open" && refused.has(row.key)
      ? { ...row, basis: "open" as const, why: `${row.why}; the settings do not take it as it is` }
      : row,
  );
};

/** By its tag or path, by what public lists call the account, else by the role's own name. */
const nameOf = ({ role, outsiders }: Live): string => {
  const inPath = role.path.startsWith(names.vendorPath) ? role.path.split("/")[2] : undefined;
  const hint = outsiders.find((outsider) => outsider.hint !== undefined)?.hint;
  const own = role.name.replace(/^vendor-/i, "").replace(/[-_]?role$/i, "");
  const candidates = [role.tags?.["sagewarden:vendor"], inPath, hint, own, role.name].map((name) =>
    name
      ?.toLowerCase()
      .replaceAll(/[^\w.-]+/g, "-")
      .slice(0, 32),
  );
  return candidates.find((name) => name !== undefined && vendorName.safeParse(name).success) ?? "vendor";
};

const unknownOf = ({ role, usage }: Live, { records, regions, isComplete, from, to }: Sources): readonly string[] => {
  const without = role.policies.filter(({ policy }) => policy?.document === undefined).map(({ name }) => name);
  return [
    ...(records === "LookupEvents" ? lookupBlind(regions, isComplete) : []),
    ...(records === "none" ? ["What it did: no records were read."] : []),
    ...(records === "files" && !usage.hasData ? ["Objects in buckets: the files hold no data event of it."] : []),
    ...(usage.acts === 0 && records !== "none"
      ? [`Any use: no act of it from ${from.slice(0, 10)} to ${to.slice(0, 10)} was found.`]
      : []),
    ...without.map((name) => `What the policy ${plainText(name, 128)} allows: it could not be read.`),
    ...(role.trust.document === undefined ? ["Who may take it: its trust policy could not be read."] : []),
    ...(role.services === undefined
      ? ["What it last used beyond these records: service last accessed details were not asked."]
      : []),
    "What other accounts' policies give it, and what policies on resources of this account give it.",
    "Who answers for it, what was agreed with the vendor, and until when.",
  ];
};

const lookupBlind = (regions: readonly string[], isComplete: boolean): readonly string[] => [
  "Objects in buckets, invocations and other data events: LookupEvents has management events only. CloudTrail files of a trail with data events show them.",
  `Acts in other regions than ${regions.join(", ")}: LookupEvents is asked region by region.`,
  ...(isComplete
    ? []
    : [
        "All of its sessions: LookupEvents answers two pages a second, and the reading was cut. CloudTrail files have no such limit.",
      ]),
];
