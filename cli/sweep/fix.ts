import type { Edges } from "#shared/edges.ts";
import { RetryLater } from "#shared/model/errors.ts";
import type { Settings } from "#shared/model/settings.ts";
import { handle } from "#shared/pipeline.ts";
import type { Swept } from "#shared/sweep/existing.ts";
import { foundEvent } from "#shared/sweep/found.ts";

/** Puts one resource right with the very pipeline that the functions run. Answers what changed, as one sentence for people. */
export const fix = async (
  { creation, decision, isNews }: Swept,
  settings: Settings,
  edges: Edges,
): Promise<string | undefined> => {
  if (!isNews) return undefined;
  const { arn } = creation.resource;
  try {
    await handle(foundEvent(creation), { receiveCount: 1, messageId: creation.eventId }, settings, edges);
  } catch (error) {
    if (error instanceof RetryLater) return `${arn}: not now: ${error.message}; run it again in ${error.seconds} s`;
    throw error;
  }
  const put = Object.entries(decision.write).map(([key, value]) => `${key}=${value}`);
  if (put.length > 0) return `${arn}: put ${put.join(", ")}`;
  const [row] = await edges.ledger.creations(arn);
  return row === undefined ? `${arn}: nothing changed` : `${arn}: ${row.outcome}: ${row.reason}`;
};
