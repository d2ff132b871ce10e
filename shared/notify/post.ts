import type { Notice } from "../model/notice.ts";
import type { Settings } from "../model/settings.ts";
import type { Outbox } from "../record/outbox.ts";
import { isAlwaysTold } from "./route.ts";

interface Means {
  outbox: Pick<Outbox, "open">;
  /** Puts the id on the queue of notices. */
  enqueue(id: string): Promise<void>;
  settings: Pick<Settings, "mode">;
}

/**
 * Puts a notice into the outbox, once per id, and then its id on the queue: what is not queued for a crash is found in the
 * outbox (`functions/flush-notices`). In mode `observe` owners are not told, and the row alone says what they would have been.
 */
export const postNotice = async (notice: Notice, { outbox, enqueue, settings }: Means): Promise<void> => {
  const row = await outbox.open(notice, { held: settings.mode === "observe" && !isAlwaysTold(notice) });
  if (row.state === "waiting" && row.attempt === undefined) await enqueue(notice.id);
};
