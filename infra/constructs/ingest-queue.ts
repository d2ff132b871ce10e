import { Duration } from "aws-cdk-lib";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { Construct } from "constructs";
import { acknowledge } from "./acknowledge.ts";
import { SealedQueue } from "./sealed-queue.ts";

export interface IngestQueueProps {
  name: string;
  deadName: string;
  key: IKey;
  /** ARNs of the rules that write here. */
  rules: readonly string[];
  /** ARNs of the roles of our functions that may write here too. */
  senders: readonly string[];
  /** ARNs of the roles that may put a poison record on the dead-letter queue at once. */
  poisonSenders: readonly string[];
  /** ARN of the role that moves dead letters back: SQS sends them in its name. */
  redriver: string;
  functionTimeout: Duration;
}

/** Exceeds the longest retry ladder (`lastReceive` in `shared/decide/delays.ts`). */
export const maxReceiveCount = 60;

/** SQS asks for six times the function's timeout, so that a throttled poller does not hand a message out twice. */
export const visibilityFactor = 6;

/** A way in: a queue that only our rules and functions write to, and its dead letters, for what no retry can mend. */
export class IngestQueue extends Construct {
  readonly queue: SealedQueue;
  readonly dead: SealedQueue;

  constructor(scope: Construct, id: string, { name, deadName, key, rules, ...props }: IngestQueueProps) {
    super(scope, id);
    this.dead = new SealedQueue(this, "Dead", {
      name: deadName,
      key,
      rules,
      roles: props.poisonSenders,
      // A moved message keeps its age: the dead letters are kept longer than the queue.
      retentionPeriod: Duration.days(14),
    });
    acknowledge(this.dead, "Serverless-SQSRedrivePolicy", "It is the dead-letter queue.");
    this.queue = new SealedQueue(this, "Queue", {
      name,
      key,
      rules,
      roles: [...props.senders, props.redriver],
      retentionPeriod: Duration.days(4),
      visibilityTimeout: Duration.seconds(props.functionTimeout.toSeconds() * visibilityFactor),
      deadLetterQueue: { queue: this.dead, maxReceiveCount },
    });
  }
}
