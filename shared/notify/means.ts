import type { Settings } from "../model/settings.ts";
import type { WriteMetric } from "../record/metrics.ts";
import type { Outbox } from "../record/outbox.ts";
import type { Recipients } from "../record/recipients.ts";
import type { Threads } from "../record/threads.ts";
import type { Publication } from "./publication.ts";
import type { SlackMessage } from "./slack-message.ts";

/** A message that Slack holds. */
export interface Posted {
  /** Slack's id of the conversation. */
  channel: string;
  ts: string;
}

/** Slack's Web API, as far as notices need it. Errors come as its client throws them, for `slackTrouble`. */
export interface Slack {
  post(post: { to: string; threadTs?: string; broadcast?: boolean; message: SlackMessage }): Promise<Posted>;
  /** Our message with this notice's id among those since `since` (ISO 8601), in the thread if one is named. */
  find(sought: { to: string; threadTs?: string; id: string; since: string }): Promise<Posted | undefined>;
  /** The member's id. */
  memberByEmail(email: string): Promise<string>;
}

/** SNS. Errors come as the SDK throws them. */
export interface Topics {
  /** Answers the message's id. */
  publish(topicArn: string, publication: Publication): Promise<string>;
  /** How many subscriptions are confirmed. */
  confirmed(topicArn: string): Promise<number>;
}

/** What delivering needs of the world. */
export interface Means {
  settings: Settings;
  /** The topic of all notices. */
  topicArn: string;
  outbox: Outbox;
  recipients: Recipients;
  threads: Threads;
  slack: Slack;
  topics: Topics;
  /** Puts a notice's id on the queue. */
  enqueue(id: string): Promise<void>;
  /** ISO 8601 */
  now(): string;
  /** Seconds until the message at hand is looked at again; grows with its deliveries. */
  retryIn(): number;
  writeMetric: WriteMetric;
}
