import type { RetryDecision } from "@aws/durable-execution-sdk-js";
import { classify, type ErrorKind } from "../act/classify.ts";
import { RetryLater, StaleRow } from "../model/errors.ts";
import { IamRefusal } from "../model/role-image.ts";

/** How often a step is tried for one kind of error, and the longest seconds between. */
interface Patience {
  tries: number;
  longest: number;
}

const once: Patience = { tries: 1, longest: 1 };

/**
 * A containment is in haste: the first tries follow at once, and a fault of the service is outwaited for an hour. What needs a
 * person's hand is told within a minute.
 */
const patience: Readonly<Record<ErrorKind, Patience>> = {
  transient: { tries: 120, longest: 30 },
  denied: { tries: 5, longest: 10 },
  gone: { tries: 4, longest: 5 },
  unknown: { tries: 5, longest: 10 },
  "not-taggable": once,
  permanent: once,
};

/** Whether a step that failed is tried again, and when. `attempt`: 1 after the first failure. */
export const retryStep = (error: Error, attempt: number): RetryDecision => {
  const isAtOnce = error instanceof RetryLater || error instanceof StaleRow;
  // What IAM will not do it does not do a second later either.
  const { tries, longest } =
    error instanceof IamRefusal ? once : patience[isAtOnce ? "transient" : classify(error).kind];
  if (attempt >= tries) return { shouldRetry: false };
  return { shouldRetry: true, delay: { seconds: Math.min(longest, 2 ** Math.min(attempt - 1, 10)) } };
};
