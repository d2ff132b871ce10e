import { toDocument } from "./document.ts";
import { deploymentKey } from "./keys.ts";
import type { Table } from "./table.ts";

/** What a deployment would write to a role, each as a hash: the last that was let, and what was refused since then. */
export interface DeploymentRow {
  let?: string;
  refused?: string;
}

export interface DeploymentStore {
  of(role: string): Promise<DeploymentRow>;
  save(role: string, row: DeploymentRow): Promise<void>;
}

export const deploymentsOver = (table: Pick<Table, "get" | "put">): DeploymentStore => ({
  of: async (role) => {
    const item = await table.get(deploymentKey(role));
    return item ? (JSON.parse(item.document) as DeploymentRow) : {};
  },
  save: async (role, row) => void (await table.put({ ...deploymentKey(role), document: toDocument(row) })),
});
