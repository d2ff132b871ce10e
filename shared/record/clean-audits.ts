import { createHash } from "node:crypto";
import type { CleanAudit } from "../model/clean-audit.ts";
import { toWholeDocument } from "./document.ts";
import { cleanAuditKey, secondsAt } from "./keys.ts";
import type { Table } from "./table.ts";

/** Of each vendor's role the last audit that found nothing at medium or above, or the first that saw it. */
export interface CleanAudits {
  /** By the role's ARN. */
  of(role: string): Promise<CleanAudit | undefined>;
  /** One that is not clean is kept only where there is none at all. */
  save(row: CleanAudit): Promise<void>;
}

/** `keep`: seconds for which it stays after the audit. */
export const cleanAuditsOver = (table: Table, { keep }: { keep: number }): CleanAudits => ({
  of: async (role) => {
    const item = await table.get(cleanAuditKey(role));
    return item && (JSON.parse(item.document) as CleanAudit);
  },
  save: async (row) => {
    const item = {
      ...cleanAuditKey(row.role),
      document: toWholeDocument(row),
      ttl: secondsAt(row.at, "at") + keep,
    };
    await table.put(item, row.isClean ? undefined : { absent: true });
  },
});

/** Of what a policy says: 22 characters, as many as 131 bits need. */
export const digestOf = (text: string): string => createHash("sha256").update(text).digest("base64url").slice(0, 22);
