import { newRow } from "./decide/next-row.ts";
import { rowOf } from "./decide/same-creation.ts";
import type { Edges } from "./edges.ts";
import type { Activity, Creation } from "./model/activity.ts";
import { HeldBack, RetryLater } from "./model/errors.ts";
import type { Hold } from "./model/pause.ts";
import { normalise } from "./normalise/index.ts";
import { readOwnEvent } from "./normalise/own-event.ts";
import { waitForItsRecord } from "./settle-creation.ts";

/** Seconds: so late it is replayed when somebody resumes. In a pause of 4 hours one message becomes 240 messages. */
const lookAgain = 60;

/**
 * What the pipeline does with an event while a pause holds: sessions and creations stand in the ledger, and nothing is judged
 * or written. Throws `HeldBack` where the event asks for more: it comes again.
 */
export const holdBack = async (event: unknown, { why, seconds }: Hold, { ledger, now }: HoldEdges): Promise<void> => {
  const news = readOwnEvent(event);
  const activities = news === undefined ? normalise(event) : news.type === "missed" ? news.activities : [];
  for (const activity of activities) await record(activity, why, { ledger, now });
  const isMore = activities.some(({ type }) => type !== "session") || news?.type === "look" || news?.type === "named";
  if (isMore) throw new HeldBack(why, Math.min(lookAgain, seconds));
};

export type HoldEdges = Pick<Edges, "ledger" | "now">;

const record = async (activity: Activity, why: string, edges: HoldEdges): Promise<void> => {
  if (activity.type === "session") await edges.ledger.saveSession(activity.session);
  if (activity.type === "creation") await recordCreation(activity, why, edges);
};

/** One row for each creation, as always: one that is stored already is left as it is. */
const recordCreation = async (creation: Creation, why: string, { ledger, now }: HoldEdges): Promise<void> => {
  const { resource, eventId } = creation;
  const rows = await ledger.creations(resource.arn);
  if (rowOf(creation, rows) || waitForItsRecord(creation, now()) === "ignore") return;
  if (!(await ledger.claim({ arn: resource.arn, eventId, at: now() }, rows)))
    throw new RetryLater("another message is opening this creation", 3);
  await ledger.open({ ...newRow(creation), reason: why, version: 1 });
};
