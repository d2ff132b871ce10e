import { classify } from "../act/classify.ts";
import type { Notice, Receipt } from "../model/notice.ts";
import type { Means } from "./means.ts";
import { publicationOf } from "./publication.ts";
import type { Destination } from "./route.ts";
import { slackTrouble, type Trouble } from "./slack-trouble.ts";
import { slackWay } from "./slack-way.ts";

/** One notice, ready to go to one destination. */
export interface Ready {
  /** The receipt of a message that arrived although nobody could say so. Only Slack can be asked. */
  look(since: string): Promise<Receipt | undefined>;
  /** Undefined: it would reach nobody. */
  send(): Promise<Receipt | undefined>;
}

/** Of each kind of destination: what must be known before a try, and what its errors mean. */
export interface Way {
  /** Throws `RetryLater` where another notice has to go first. */
  prepare(notice: Notice, destination: Destination, means: Means): Promise<Ready>;
  trouble(error: unknown): Trouble;
}

const snsWay: Way = {
  prepare: async (notice, { to, isFeed }, { topics, settings, now }) => ({
    look: async () => undefined,
    send: async () => {
      const confirmed = isFeed ? undefined : await topics.confirmed(to);
      if (confirmed === 0) return undefined;
      const slack = settings.notices.slack !== undefined;
      const id = await topics.publish(to, publicationOf(notice, { slack }));
      return { by: "sns", to, id, at: now(), ...(confirmed !== undefined && { confirmed }) };
    },
  }),
  trouble: (error) => {
    const { kind, reason } = classify(error);
    return kind === "transient" ? { kind: "unsure", why: reason } : { kind: "refused", why: reason };
  },
};

export const ways: Readonly<Record<Destination["by"], Way>> = {
  slack: { prepare: slackWay, trouble: slackTrouble },
  sns: snsWay,
};
