import { classify } from "#shared/act/classify.ts";
import type { deployedVendors } from "#shared/aws/inspect/ledger.ts";
import { type LedgerRows, mostRows } from "#shared/vendors/access/ledger.ts";
import type { LedgerSight } from "#shared/vendors/access/unseen.ts";
import type { AccessLookup } from "#shared/vendors/access/walk.ts";

/** What is read of the deployed ledger. Tests answer from a table. */
export type LedgerReads = Pick<ReturnType<typeof deployedVendors>, "get" | "all" | "signals" | "sessions" | "links">;

/** What is asked of AWS where no file was named. Tests answer from a table. */
export interface AccessReads {
  caller: { account: string; partition: string };
  lookup: AccessLookup;
  /** Undefined: Sagewarden is not deployed. */
  ledger: LedgerReads | undefined;
  /** ISO 8601 */
  now: string;
}

export const liveReads = async (region: string, isDeployed: boolean): Promise<AccessReads> => {
  const { getCaller } = await import("#shared/aws/inspect/sts.ts");
  const { lookupRecords } = await import("#shared/aws/inspect/cloudtrail.ts");
  const { deployedVendors } = await import("#shared/aws/inspect/ledger.ts");
  return {
    caller: await getCaller({ region }),
    lookup: (where, asked) => lookupRecords(asked, { region: where }),
    ledger: isDeployed ? deployedVendors({ region }) : undefined,
    now: new Date().toISOString(),
  };
};

export interface LedgerAnswer {
  /** The ARN under which the ledger knows the role, else the one that was asked for. */
  role: string;
  rows: LedgerRows;
  sight: LedgerSight;
}

const nothing: LedgerRows = { state: undefined, sessions: [], links: [], signals: [] };

/**
 * What the ledger has of a role. `isRole`: whether another ARN is of the same role: one that was typed may lack the path under
 * which the ledger knows it. `reads` is absent where nothing is deployed. What cannot be read is said, and LookupEvents is asked
 * all the same.
 */
export const readLedger = async (
  arn: string,
  isRole: (other: string) => boolean,
  reads: LedgerReads | undefined,
): Promise<LedgerAnswer> => {
  if (reads === undefined) return { role: arn, rows: nothing, sight: { type: "none" } };
  try {
    const row = (await reads.get(arn)) ?? (await reads.all()).find(({ role }) => isRole(role));
    const role = row?.role ?? arn;
    const [sessions, links, signals] = await Promise.all([
      reads.sessions(role, mostRows),
      reads.links(role, mostRows),
      reads.signals(role, mostRows),
    ]);
    return { role, rows: { state: row?.state, sessions, links, signals }, sight: { type: "read" } };
  } catch (error) {
    return { role: arn, rows: nothing, sight: { type: "unread", why: classify(error).reason } };
  }
};
