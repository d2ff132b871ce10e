import { retryDelay } from "../decide/delays.ts";
import { patientTable } from "../record/patient-table.ts";
import type { Table } from "../record/table.ts";

/** DynamoDB, loaded with the first call. */
const lazyTable = (tableName: string): Table => {
  let opened: Promise<Table> | undefined;
  const open = (): Promise<Table> => {
    opened ??= import("./dynamodb.ts").then(({ dynamoTable }) => dynamoTable(tableName));
    return opened;
  };
  return {
    get: async (key) => (await open()).get(key),
    put: async (item, condition) => (await open()).put(item, condition),
    under: async (...asked) => (await open()).under(...asked),
    index: async (...asked) => (await open()).index(...asked),
  };
};

/** Of the message at hand: the more often it came, the later it comes again. */
export interface Delivered {
  receiveCount: number;
  messageId: string;
}
const onCommand: Delivered = { receiveCount: 3, messageId: "" };

export const retryOf =
  ({ receiveCount, messageId }: Delivered = onCommand) =>
  (): number =>
    retryDelay(receiveCount, messageId);

/** The deployed table; its faults come as `RetryLater`. */
export const liveTable = (tableName: string, delivered?: Delivered): Table =>
  patientTable(lazyTable(tableName), retryOf(delivered));
