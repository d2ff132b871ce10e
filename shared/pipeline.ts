import { attribute } from "./attribute/index.ts";
import { settleDelay } from "./decide/delays.ts";
import { isClosed, isUnchanged } from "./decide/next-row.ts";
import { creationNotices } from "./decide/notices.ts";
import { withRecorded } from "./decide/recorded-evidence.ts";
import { isWorseAnnouncement, rowOf } from "./decide/same-creation.ts";
import type { Delivery, Edges, Situation } from "./edges.ts";
import { exemptAtCreation, exemptByTag } from "./exempt-by-tag.ts";
import { guardTags } from "./guard-tags.ts";
import type { Activity, Creation } from "./model/activity.ts";
import { PoisonRecord, RetryLater, StaleRow } from "./model/errors.ts";
import { type CreationRow, isFinal } from "./model/outcome.ts";
import type { Settings } from "./model/settings.ts";
import { secondsBetween } from "./model/time.ts";
import { normalise } from "./normalise/index.ts";
import { readOwnEvent } from "./normalise/own-event.ts";
import { putBackWhatDrifted, takeName } from "./own-news.ts";
import { act, decide, type Judged, orItsEnd, storeRow, waitForItsRecord } from "./settle-creation.ts";
import { watchProfileUrl } from "./watch-profile-url.ts";

/**
 * The way of the data: normalise → attribute → detect → decide → act → notify → record.
 *
 * Returns when everything the event announces has its end; throws `RetryLater` when it should be delivered again and
 * `PoisonRecord` when no delivery can mend it. Any number of deliveries, in any order, end like one delivery in order.
 * What vendors do goes a way of its own: `watch-vendor.ts`.
 */
export const handle = async (event: unknown, delivery: Delivery, settings: Settings, edges: Edges): Promise<void> => {
  const situation = { delivery, settings, edges };
  const news = readOwnEvent(event);
  if (news?.type === "look") return settleCreation(news.creation, situation);
  if (news?.type === "named") return takeName(news.naming, situation);
  const errors: unknown[] = [];
  for (const activity of news?.activities ?? normalise(event)) {
    await step(activity, situation).catch((error: unknown) => errors.push(error));
  }
  if (errors.length > 0) throw gravest(errors);
};

const step = (activity: Activity, situation: Situation): Promise<void> => {
  switch (activity.type) {
    case "session":
      return situation.edges.ledger.saveSession(activity.session);
    case "retag":
      return exemptByTag(activity, situation).then(() => guardTags(activity, situation));
    case "profile-url":
      return watchProfileUrl(activity, situation);
    case "creation":
      return settleCreation(activity, situation);
  }
};

const settleCreation = async (creation: Creation, situation: Situation): Promise<void> => {
  const { settings, edges } = situation;
  const rows = await edges.ledger.creations(creation.resource.arn);
  const stored = rowOf(creation, rows);
  if (creation.announcedBy === "sweep" && (await putBackWhatDrifted(creation, rows, situation)) === "settled") return;
  if (stored && (isClosed(stored, creation) || isWorseAnnouncement(creation, stored))) return;
  if (!stored && waitForItsRecord(creation, edges.now()) === "ignore") return;
  if (!stored) await claim(creation, rows, situation);

  const others = rows.filter((row) => row !== stored);
  const before = (stored?.calls ?? 0) - edges.sageMakerCalls();
  const calls = () => before + edges.sageMakerCalls();
  const judged = await orItsEnd({ creation, stored }, situation, async () => {
    const attribution = withRecorded(await attribute(creation, settings, edges.lookups), creation, stored);
    const seen = { creation, attribution, stored, others, calls };
    return act(seen, await exemptAtCreation(seen, await decide(seen, situation), situation), situation);
  });
  await notifyAndRecord(creation, judged, situation);
};

/** SageMaker announces one creation several times within a second, and each may be another process's: one opens its row. */
const claim = async (creation: Creation, rows: readonly CreationRow[], { edges }: Situation): Promise<void> => {
  const { resource, eventId } = creation;
  const isOurs = await edges.ledger.claim({ arn: resource.arn, eventId, at: edges.now() }, rows);
  if (!isOurs) throw new RetryLater("another message is opening this creation", 3);
};

/** Tells people, records how the creation stands, counts an end; a creation that is still settling comes back. */
const notifyAndRecord = async (
  creation: Creation,
  { stored, next, poison }: Judged,
  { edges }: Situation,
): Promise<void> => {
  const now = edges.now();
  const notices = creationNotices(creation, next, now);
  for (const notice of notices) await edges.notify(notice);
  const told = { ...next, notices: [...next.notices, ...notices.map(({ id }) => id)] };
  // Before the end is stored: after it, no delivery comes back to open the case. It has the name of the recorded creation.
  if (told.outcome === "unowned") await edges.openCase({ ...creation, eventId: told.eventId });
  if (!stored || !isUnchanged(stored, told)) await storeRow(stored, told, edges);
  if (!isFinal(told.outcome)) throw new RetryLater("the evidence may still arrive", settleDelay(creation.at, now));
  if (stored?.outcome !== told.outcome) edges.metrics.outcome(told.resource.kind, told.outcome);
  edges.metrics.calls(told.resource.kind, told.calls);
  if (told.outcome === "tagged") edges.metrics.secondsToTagged(told.resource.kind, secondsBetween(creation.at, now));
  if (poison !== undefined) throw new PoisonRecord(poison);
};

/** Of the errors of one event's activities, the one that decides what becomes of its message. */
const gravest = (errors: readonly unknown[]): unknown => {
  const retries = errors.map((error) =>
    error instanceof StaleRow ? new RetryLater(error.message, 1, { cause: error }) : error,
  );
  const soonest = retries.filter((error) => error instanceof RetryLater).sort((a, b) => a.seconds - b.seconds)[0];
  // While anything may still succeed the message is delivered again; what failed for good is recorded and fails again.
  return soonest ?? retries[0];
};
