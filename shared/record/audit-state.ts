import type { AuditState } from "../decide/audit-turn.ts";
import { StaleRow } from "../model/errors.ts";
import { toDocument } from "./document.ts";
import { stateKey } from "./keys.ts";
import type { Table } from "./table.ts";

/** When audits began and ended: who writes it first may run one. */
export interface AuditStates {
  read(): Promise<AuditState>;
  /** Throws `StaleRow` when the stored version is not `next.version - 1`. */
  save(next: AuditState): Promise<void>;
}

const neverRan: AuditState = { startedAt: undefined, endedAt: undefined, version: 0 };

export const auditStatesOver = (table: Table): AuditStates => ({
  read: async () => {
    const item = await table.get(stateKey("audit"));
    return item ? (JSON.parse(item.document) as AuditState) : neverRan;
  },
  save: async (next) => {
    const item = { ...stateKey("audit"), document: toDocument(next), version: next.version };
    const { stored } = await table.put(item, next.version === 1 ? { absent: true } : { version: next.version - 1 });
    if (!stored) throw new StaleRow("another audit is under way");
  },
});
