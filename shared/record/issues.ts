import type { IssueRow } from "../model/issue.ts";
import { toDocument } from "./document.ts";
import { issueKey, secondsAt } from "./keys.ts";
import type { Table } from "./table.ts";

/** What the broker issued: for whom, how that was proven, and which application got it. */
export interface IssueStore {
  /** A key is issued once: a second row of it changes nothing. */
  save(row: IssueRow): Promise<void>;
  of(accessKeyId: string): Promise<IssueRow | undefined>;
}

/** `keep`: seconds for which a row stays after the credentials were issued. */
export const issuesOver = (table: Pick<Table, "get" | "put">, { keep }: { keep: number }): IssueStore => ({
  save: async (row) => {
    const ttl = secondsAt(row.at, "at") + keep;
    await table.put({ ...issueKey(row.accessKeyId), document: toDocument(row), ttl }, { absent: true });
  },
  of: async (accessKeyId) => {
    const item = await table.get(issueKey(accessKeyId));
    return item && (JSON.parse(item.document) as IssueRow);
  },
});
