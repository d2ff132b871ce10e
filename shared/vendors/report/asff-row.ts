import type { FindingRow } from "../../model/finding-row.ts";
import { type AsffPlace, asff } from "./asff.ts";

/** A recorded finding as Security Hub takes it: since when it was there, and archived where it is resolved. */
export const asffRow = ({ details, status, firstSeen, lastSeen, ...finding }: FindingRow, place: AsffPlace) => {
  const isResolved = status === "resolved";
  return {
    ...asff({ ...finding, detail: details.join("; ") }, place, lastSeen),
    CreatedAt: firstSeen,
    Compliance: { Status: isResolved ? ("PASSED" as const) : ("FAILED" as const) },
    RecordState: isResolved ? ("ARCHIVED" as const) : ("ACTIVE" as const),
  };
};
