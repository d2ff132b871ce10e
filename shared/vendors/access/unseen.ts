import type { AccessReport } from "./report.ts";

/** Where records came from. `regions`: those that were asked, with LookupEvents. */
export type AccessSource =
  | { type: "files" }
  | { type: "lookup"; regions: readonly string[]; from: string; isComplete: boolean; ledger: LedgerSight };

/** Whether the ledger was read. `unread`: why not. */
export type LedgerSight = { type: "read" } | { type: "none" } | { type: "unread"; why: string };

/** What a report cannot show, said so that nobody takes silence for "nothing". */
export const unseenBy = (
  report: Pick<AccessReport, "sessions" | "reach" | "regions" | "ledger">,
  { source, dataEvents }: { source: AccessSource; dataEvents: number },
): readonly string[] => [
  ...(dataEvents === 0
    ? ["Objects: there is no S3 data event among the records, so reads, writes and deletions of objects are not seen."]
    : ["Objects of buckets whose data events no trail records are not seen."]),
  ...(source.type === "files"
    ? [
        `Only what the files hold: other regions than ${named(report.regions.map(({ name }) => name))}, other days and other trails are not seen.`,
      ]
    : [
        `LookupEvents keeps management events for 90 days: asked since ${source.from.slice(0, 10)} in ${named(source.regions)}; other regions are not seen.`,
        ...(source.isComplete ? [] : ["There was more than was asked for: use the trail's files."]),
        ...byLedger(source.ledger, report.ledger),
      ]),
  "A refused AssumeRole from another account is not recorded here: only who succeeded is seen.",
  "What functions, machines and notebooks did that the vendor started is recorded under their own roles.",
  ...(report.sessions.some(({ issuedAt, how }) => issuedAt === null && how === "session")
    ? ["The records that issued some sessions are missing: who took them is not seen."]
    : []),
  ...(report.reach === null ? ["What the role could have reached: its policies were not given (--input)."] : []),
];

const byLedger = (sight: LedgerSight, part: AccessReport["ledger"]): readonly string[] => {
  if (sight.type === "none") return ["There is no ledger: Sagewarden is not deployed, and nobody listened."];
  if (sight.type === "unread")
    return [`The ledger could not be read (${sight.why}): what was heard at the time is not seen.`];
  if (part === null)
    return ["The ledger has nothing of this role: no act of it was heard in the regions that are listened to."];
  return [
    "The ledger has a role's habits as counts of the most frequent values, and nothing from before Sagewarden listened or after its retention.",
    ...(part.more ? ["The ledger has more sessions, ties or signals than the newest that are shown."] : []),
  ];
};

const named = (names: readonly string[]): string => (names.length === 0 ? "(none)" : names.slice(0, 12).join(", "));
