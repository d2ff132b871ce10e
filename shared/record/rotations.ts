import { toDocument } from "./document.ts";
import { rotationKey } from "./keys.ts";
import type { Table } from "./table.ts";

/** One end of a rotation of a vendor's external id. No value is in it. */
export interface RotationRow {
  vendor: string;
  act: "begun" | "finished";
  /** Of the new external id, in the secret. */
  version: string;
  /** ISO 8601 */
  at: string;
  /** ARN of who did it. */
  by: string;
}

/** Keeps the first row of each end: a command that is run again adds nothing. */
export const saveRotation = async (table: Pick<Table, "put">, row: RotationRow): Promise<void> => {
  await table.put({ ...rotationKey(row), document: toDocument(row) }, { absent: true });
};
