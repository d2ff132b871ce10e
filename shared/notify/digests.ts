import { StaleRow } from "../model/errors.ts";
import type { OutboxRow } from "../model/notice.ts";
import { closed, digestNotice, placeOf, type Recipient, released } from "./grouping.ts";
import type { Means } from "./means.ts";
import type { Destination } from "./route.ts";

/** What digests need of the world: nothing of Slack or SNS. */
export type DigestMeans = Pick<Means, "outbox" | "recipients" | "topicArn" | "enqueue" | "now">;

/** How often a row that others change at the same time is read again. */
const tries = 10;

/** Whether the notice waits for this recipient's next digest: the digest's id. Undefined: it goes alone. */
export const putIntoDigest = async (id: string, to: Destination, means: DigestMeans): Promise<string | undefined> => {
  for (let left = tries; left > 0; left--) {
    const known = { ...(await means.recipients.get(to.to)), ...whoOf(to) };
    const placement = placeOf(known, id, means.now());
    if (placement.place === "full") {
      await sendDigest(to.to, means);
      continue;
    }
    if (placement.next === undefined || (await isStored(placement.next, means))) return placement.digest;
  }
  throw new StaleRow("a recipient's row changes all the time");
};

const whoOf = ({ person, team }: Destination) => ({ ...(person && { person }), ...(team && { team }) });

const isStored = async (next: Recipient, { recipients }: DigestMeans): Promise<boolean> => {
  try {
    await recipients.update(next);
    return true;
  } catch (error) {
    if (error instanceof StaleRow) return false;
    throw error;
  }
};

/**
 * Puts a recipient's digest into the outbox. It takes no more notices first, so that none is added unseen; every step may be
 * repeated after a crash. A notice that was told otherwise in the meantime is left out.
 */
export const sendDigest = async (to: string, means: DigestMeans): Promise<void> => {
  const { recipients, outbox, enqueue, topicArn, now } = means;
  const found = await recipients.get(to);
  if (found.closing === undefined && found.digest === undefined) return;
  const recipient = found.closing ? found : closed(found);
  if (recipient !== found && !(await isStored(recipient, means))) return;
  const { closing } = recipient;
  if (!closing) return;
  const items: OutboxRow[] = [];
  for (const id of closing.ids) {
    const row = await outbox.get(id);
    if (row && belongs(row, closing.id)) items.push(await marked(row, closing.id, means));
  }
  const notices = items.map(({ notice }) => notice);
  if (notices.length > 0) {
    await outbox.open(digestNotice(closing, notices, recipient, topicArn, now()), { held: false });
    await enqueue(closing.id);
  }
  await release(to, closing.id, means);
};

const belongs = ({ digest, state, receipts }: OutboxRow, id: string): boolean =>
  digest === id || (digest === undefined && state === "waiting" && receipts.length === 0);

/** From now on it will not be sent alone, whatever its own delivery comes to. */
const marked = async (row: OutboxRow, digest: string, { outbox }: DigestMeans): Promise<OutboxRow> => {
  if (row.digest === digest) return row;
  const next = { ...row, digest, version: row.version + 1 };
  await outbox.update(next);
  return next;
};

const release = async (to: string, id: string, means: DigestMeans): Promise<void> => {
  for (let left = tries; left > 0; left--) {
    const recipient = await means.recipients.get(to);
    if (recipient.closing?.id !== id || (await isStored(released(recipient), means))) return;
  }
};

/** What a digest sums up was told with it. */
export const passOn = async ({ notice, receipts }: OutboxRow, { outbox, topicArn }: DigestMeans): Promise<void> => {
  const people = receipts.filter(({ to, confirmed }) => to !== topicArn || confirmed !== undefined);
  for (const { id } of notice.items ?? []) {
    const row = await outbox.get(id);
    if (row?.digest !== notice.id || people.every((one) => row.receipts.some((known) => known.id === one.id))) continue;
    await outbox.update({ ...row, receipts: [...row.receipts, ...people], version: row.version + 1 });
  }
};
