import type { OutboxRow } from "#shared/model/notice.ts";
import type { CreationRow, Outcome } from "#shared/model/outcome.ts";
import { secondsBetween } from "#shared/model/time.ts";
import type { CaseEnd } from "#shared/model/unowned-case.ts";
import type { Seen } from "#shared/record/span.ts";
import type { Would } from "./would.ts";

/** What happened to the resources of one kind, and what would have happened. */
export interface KindLine {
  kind: string;
  created: number;
  /** By outcome; the sum is `created`. */
  outcomes: Readonly<Partial<Record<Outcome, number>>>;
  stopped: number;
  deleted: number;
  noticesSent: number;
  /** Nobody could be reached. */
  noticesFailed: number;
  would: Readonly<Record<Would["what"], number>>;
  /** From the creation until its tags were right: seconds. Null where nothing was tagged. */
  secondsToTagged: { median: number; p95: number; most: number } | null;
}

/** One line for each kind that something was seen of, the most created first. */
export const kindLines = (seen: Seen, would: readonly Would[]): readonly KindLine[] => {
  const names = new Set([
    ...seen.creations.map(({ resource }) => resource.kind),
    ...would.map(({ resource }) => resource.kind),
    ...seen.cases.map(({ creation }) => creation.resource.kind),
    ...seen.notices.flatMap(({ notice }) => notice.resource.kind ?? []),
  ]);
  names.delete("");
  return [...names]
    .map((kind) => lineOf(kind, seen, would))
    .toSorted((a, b) => b.created - a.created || (a.kind < b.kind ? -1 : 1));
};

const lineOf = (kind: string, { creations, cases, notices }: Seen, would: readonly Would[]): KindLine => {
  const rows = creations.filter(({ resource }) => resource.kind === kind);
  const ends = cases.filter(({ creation }) => creation.resource.kind === kind).flatMap(({ end }) => end?.how ?? []);
  const sent = notices.filter(({ notice }) => notice.resource.kind === kind);
  const held = would.filter(({ resource }) => resource.kind === kind);
  const count = (what: Would["what"]): number => held.filter((one) => one.what === what).length;
  return {
    kind,
    created: rows.length,
    outcomes: Object.fromEntries(
      [...Map.groupBy(rows, ({ outcome }) => outcome)].map(([outcome, of]) => [outcome, of.length]),
    ),
    stopped: times(ends, "stopped") + times(ends, "undone"),
    deleted: times(ends, "deleted"),
    noticesSent: inState(sent, "told") + inState(sent, "grouped"),
    noticesFailed: inState(sent, "failed"),
    would: { tag: count("tag"), stop: count("stop"), delete: count("delete"), notice: count("notice") },
    secondsToTagged: spread(rows),
  };
};

const times = (ends: readonly CaseEnd[], how: CaseEnd): number => ends.filter((end) => end === how).length;

const inState = (rows: readonly OutboxRow[], state: OutboxRow["state"]): number =>
  rows.filter((row) => row.state === state).length;

const spread = (rows: readonly CreationRow[]): KindLine["secondsToTagged"] => {
  const seconds = rows
    .flatMap(({ outcome, createdAt, taggedAt }) =>
      outcome === "tagged" && taggedAt !== undefined ? [Math.max(0, secondsBetween(createdAt, taggedAt))] : [],
    )
    .toSorted((a, b) => a - b);
  const at = (share: number): number => seconds[Math.ceil(share * seconds.length) - 1] ?? 0;
  return seconds.length === 0 ? null : { median: at(0.5), p95: at(0.95), most: at(1) };
};
