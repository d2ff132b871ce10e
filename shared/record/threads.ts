import { StaleRow } from "../model/errors.ts";
import { toDocument } from "./document.ts";
import { secondsAt, threadKey } from "./keys.ts";
import type { Table } from "./table.ts";

/** The Slack thread of one resource with one recipient. */
export interface Thread {
  arn: string;
  /** As the settings say it. */
  to: string;
  /** The notice that opens it, or has opened it. */
  opener: string;
  /** Slack's `ts` of the first message; absent until it is known to have arrived. */
  ts?: string;
  version: number;
}

export interface Threads {
  get(arn: string, to: string): Promise<Thread | undefined>;
  /** Throws `StaleRow` when another was faster. */
  update(next: Thread): Promise<void>;
}

/** Seconds after the last change. What comes later opens a new thread, where people see it. */
const keep = 30 * 86_400;

export const threadsOver = (table: Table, now: () => string): Threads => ({
  get: async (arn, to) => {
    const item = await table.get(threadKey(arn, to));
    if (!item) return undefined;
    const { ts, ...thread } = JSON.parse(item.document) as Thread;
    const isOld = (item.ttl ?? 0) <= secondsAt(now(), "now");
    return isOld || ts === undefined ? { ...thread, ...(isOld && { opener: "" }) } : { ...thread, ts };
  },
  update: async (next) => {
    const condition = next.version <= 1 ? ({ absent: true } as const) : { version: next.version - 1 };
    const item = {
      ...threadKey(next.arn, next.to),
      document: toDocument(next),
      version: next.version,
      ttl: secondsAt(now(), "now") + keep,
    };
    const { stored } = await table.put(item, condition);
    if (!stored) throw new StaleRow(`version ${next.version - 1} of a thread is no longer the newest`);
  },
});
