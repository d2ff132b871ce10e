import { classify } from "../act/classify.ts";
import { RetryLater } from "../model/errors.ts";
import type { Table } from "./table.ts";

/** Seconds until a fault of the service is tried again; grows with the deliveries. */
export type RetryIn = () => number;

/** Seconds at least, where somebody has to mend a deployment. */
const mending = 60;

/**
 * The ledger's table, without which no work can go on. A fault that may pass, a missing permission and a missing table
 * become `RetryLater`, so that no record is lost while we are broken; anything else comes as it is.
 */
export const patientTable = (table: Table, retryIn: RetryIn): Table => {
  const orLater = async <Answer>(call: () => Promise<Answer>): Promise<Answer> => {
    try {
      return await call();
    } catch (error) {
      const { kind, reason } = classify(error);
      const mayPass = kind === "transient" || kind === "gone" || kind === "denied";
      if (!mayPass) throw error;
      const seconds = kind === "transient" ? retryIn() : Math.max(mending, retryIn());
      throw new RetryLater(`the ledger: ${reason}`, seconds, { cause: error });
    }
  };
  return {
    get: (key) => orLater(() => table.get(key)),
    put: (item, condition) => orLater(() => table.put(item, condition)),
    under: (...asked) => orLater(() => table.under(...asked)),
    index: (...asked) => orLater(() => table.index(...asked)),
  };
};
