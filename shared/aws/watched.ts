import { watchedSince } from "../record/deployment.ts";
import type { Table } from "../record/table.ts";

let tableMade: Promise<string> | undefined;

/**
 * Since when the account is watched, ISO 8601. The ledger's table comes with the first deployment, and the stack keeps it. One
 * that was restored from a backup is younger than the watch that is recorded in it.
 */
export const liveWatch = async (table: Pick<Table, "get">, tableName: string): Promise<string> => {
  tableMade ??= import("./dynamodb.ts").then(({ tableMadeAt }) => tableMadeAt(tableName));
  tableMade.catch(() => {
    tableMade = undefined;
  });
  const times = [await tableMade, (await watchedSince(table)) ?? (await tableMade)];
  return times.toSorted()[0] ?? "";
};
