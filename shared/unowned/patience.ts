import type { RetryDecision } from "@aws/durable-execution-sdk-js";
import { classify, type ErrorKind } from "../act/classify.ts";
import { RetryLater, StaleRow } from "../model/errors.ts";

/** How often a step is tried for one kind of error, and how the seconds between grow. */
interface Patience {
  tries: number;
  first: number;
  longest: number;
}

/** A fault of the service may last a day; what needs a person's hand on a deployment, two hours; the rest will not heal. */
const patience: Readonly<Record<ErrorKind, Patience>> = {
  transient: { tries: 100, first: 2, longest: 900 },
  denied: { tries: 12, first: 60, longest: 900 },
  gone: { tries: 6, first: 5, longest: 60 },
  unknown: { tries: 6, first: 30, longest: 900 },
  "not-taggable": { tries: 2, first: 5, longest: 5 },
  permanent: { tries: 2, first: 5, longest: 5 },
};

/** Whether a step that failed is tried again, and when. `attempt`: 1 after the first failure. */
export const retryStep = (error: Error, attempt: number): RetryDecision => {
  const seconds = error instanceof RetryLater ? error.seconds : error instanceof StaleRow ? 1 : undefined;
  const { tries, first, longest } = patience[seconds === undefined ? classify(error).kind : "transient"];
  if (attempt >= tries) return { shouldRetry: false };
  const grown = Math.min(longest, first * 2 ** Math.min(attempt - 1, 20));
  return { shouldRetry: true, delay: { seconds: Math.max(1, Math.ceil(seconds ?? grown)) } };
};
