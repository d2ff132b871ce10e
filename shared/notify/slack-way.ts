import { RetryLater } from "../model/errors.ts";
import type { Notice, OutboxRow, Receipt } from "../model/notice.ts";
import type { Thread } from "../record/threads.ts";
import { isGivenUp } from "./attempts.ts";
import type { Means, Posted } from "./means.ts";
import { type Destination, isForOperators } from "./route.ts";
import { slackMessage } from "./slack-message.ts";
import { hasLostThread, slackTrouble } from "./slack-trouble.ts";
import type { Ready } from "./ways.ts";

/** One thread per resource and recipient: the first notice opens it, later ones reply in it. */
export const slackWay = async (notice: Notice, destination: Destination, means: Means): Promise<Ready> => {
  const { slack, threads, now } = means;
  const to = destination.isAddress ? await slack.memberByEmail(destination.to) : destination.to;
  const thread = isThreaded(notice) ? await joinThread(notice, destination, means) : undefined;
  const place = { to, ...(thread?.ts !== undefined && { threadTs: thread.ts }) };

  const receiptOf = async ({ channel, ts }: Posted): Promise<Receipt> => {
    if (thread && thread.ts === undefined) await threads.update({ ...thread, ts, version: thread.version + 1 });
    return { by: "slack", to: channel, asked: destination.to, id: ts, at: now() };
  };

  return {
    look: async (since) => {
      const posted = await slack.find({ ...place, id: notice.id, since });
      return posted && receiptOf(posted);
    },
    send: async () => {
      try {
        return await receiptOf(
          await slack.post({ ...place, ...broadcast(notice, thread), message: slackMessage(notice) }),
        );
      } catch (error) {
        if (!thread || !hasLostThread(slackTrouble(error))) throw error;
        await threads.update({ ...without(thread), version: thread.version + 1 });
        throw new RetryLater("the thread is gone: a new one is opened", 1, { cause: error });
      }
    },
  };
};

/** A digest is of many resources, and an operators' notice of none: each stands for itself. */
const isThreaded = (notice: Notice): boolean => notice.type !== "digest" && !isForOperators(notice);

/** A reply is seen by those who follow the thread; what is urgent by the whole channel. */
const broadcast = ({ type, severity }: Notice, thread: Thread | undefined): { broadcast?: true } =>
  thread?.ts !== undefined && (type === "unowned-reminder" || severity === "critical") ? { broadcast: true } : {};

const without = ({ ts: _, ...thread }: Thread): Thread => ({ ...thread, opener: "" });

/** The thread as it is, or opened by this notice. Throws `RetryLater` while another notice is opening it. */
const joinThread = async ({ id, resource }: Notice, destination: Destination, means: Means): Promise<Thread> => {
  const { threads, outbox, retryIn } = means;
  const thread = await threads.get(resource.arn, destination.to);
  if (thread && (thread.ts !== undefined || thread.opener === id)) return thread;
  if (thread && isOpening(await outbox.get(thread.opener), destination))
    throw new RetryLater("another notice is opening the thread", retryIn());
  const mine = { arn: resource.arn, to: destination.to, opener: id, version: (thread?.version ?? 0) + 1 };
  await threads.update(mine);
  return mine;
};

/** Of the notice that claimed the thread: whether it may still arrive there. */
const isOpening = (row: OutboxRow | undefined, destination: Destination): boolean =>
  row?.state === "waiting" && !isGivenUp(row, destination);
