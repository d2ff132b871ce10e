import { classify } from "./act/classify.ts";
import { tagResource } from "./act/tag-resource.ts";
import { lastReceive, retryDelay } from "./decide/delays.ts";
import { permittedWrite } from "./decide/outcome.ts";
import { lookalikes } from "./decide/retag.ts";
import { successorOf } from "./decide/same-creation.ts";
import type { Situation } from "./edges.ts";
import { PoisonRecord, RetryLater } from "./model/errors.ts";
import type { CreationRow } from "./model/outcome.ts";
import { tagKeysOf, tagsOfOwner } from "./model/tag-keys.ts";
import { secondsBetween } from "./model/time.ts";

/** What made us look at the resource's tags, and when (ISO 8601). */
export interface Cause {
  resource: { arn: string };
  at: string;
}

/**
 * Gives the resource its recorded owner's tags. Reads the live tags, whatever the cause says: records come late and in any
 * order. When the row moved meanwhile, another delivery accepted another owner: that one is put back, not the one read first.
 * Where the name was used again nothing is: what is there now is another resource, and its owner another's affair.
 */
export const putOwnerBack = async (cause: Cause, row: CreationRow, situation: Situation): Promise<void> => {
  const read = () => situation.edges.ledger.creations(cause.resource.arn);
  let [current, rows]: [CreationRow | undefined, readonly CreationRow[]] = [row, await read()];
  for (let look = 0; current && !successorOf(current, rows) && look < 3; look++) {
    await putBack(cause, current, situation);
    const { eventId, version }: CreationRow = current;
    rows = await read();
    current = rows.find((other) => other.eventId === eventId && other.version !== version);
  }
};

const putBack = async (cause: Cause, row: CreationRow, { delivery, settings, edges }: Situation): Promise<void> => {
  const { arn } = cause.resource;
  const wanted = permittedWrite(tagsOfOwner(row.owner, tagKeysOf(settings)), arn, settings);
  if (Object.keys(wanted).length === 0) return;
  try {
    const { before = {} } = await tagResource(
      { arn, wanted, known: { tags: {}, complete: false }, doubt: true },
      edges.tags,
    );
    const added = lookalikes(Object.keys(before), settings);
    if (added.length > 0) await edges.tags.remove(arn, added);
  } catch (error) {
    const { kind, reason } = classify(error);
    if (kind === "gone") return;
    const mayPass = kind === "transient" && delivery.receiveCount < lastReceive;
    const delay = retryDelay(delivery.receiveCount, delivery.messageId, secondsBetween(cause.at, edges.now()));
    if (mayPass) throw new RetryLater(reason, delay, { cause: error });
    throw new PoisonRecord(`the owner of ${arn} could not be put back: ${reason}`, { cause: error });
  }
};
