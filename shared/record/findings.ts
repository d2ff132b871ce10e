import { createHash } from "node:crypto";
import { placeOf } from "../decide/finding-rows.ts";
import type { FindingRow } from "../model/finding-row.ts";
import { toDocument } from "./document.ts";
import { findingKey, secondsAt, sortableTime, vendorRoleKey, vendorRolePrefixes } from "./keys.ts";
import type { Item, Table } from "./table.ts";

/** What audits found. One audit writes at a time. */
export interface Findings {
  /** Of all roles, those that are there; the ones that were found first come first. */
  open(): Promise<readonly FindingRow[]>;
  /** Of one role, resolved ones as well. */
  of(role: string): Promise<readonly FindingRow[]>;
  save(row: FindingRow): Promise<void>;
}

/** `keep`: seconds for which a finding stays after it was seen for the last time. */
export const findingsOver = (table: Table, { keep }: { keep: number }): Findings => ({
  open: async () => (await table.index("open", "finding")).map(toRow),
  of: async (role) => (await table.under(vendorRoleKey(role).pk, vendorRolePrefixes.finding)).map(toRow),
  save: async (row) => void (await table.put(toItem(row, keep))),
});

/** A policy's ARN may be longer than a key. */
const digest = (place: string): string => createHash("sha256").update(place).digest("base64url").slice(0, 22);

const toItem = (row: FindingRow, keep: number): Item => ({
  ...findingKey(row.role, row.rule, digest(placeOf(row.where))),
  document: toDocument(row),
  ttl: secondsAt(row.lastSeen, "lastSeen") + keep,
  createdAt: sortableTime(row.firstSeen),
  ...(row.status === "resolved" ? {} : { open: "finding" as const }),
});

const toRow = ({ document }: Item): FindingRow => JSON.parse(document) as FindingRow;
