import { classify } from "../act/classify.ts";
import type { Outcome, Probed, Tried } from "./model.ts";

/** What became of a call: its answer is nobody's business. */
export type Answer = { worked: true } | { worked: false; error: unknown };

/** By these codes IAM refuses: SageMaker says the first, S3 and STS the second. Other 403s are a bad key or a wrong clock. */
const refusals: readonly string[] = ["AccessDeniedException", "AccessDenied"];

const nameOf = (error: unknown): unknown =>
  typeof error === "object" && error !== null ? (error as { name?: unknown }).name : undefined;

/** Only IAM's own refusal shows a border; all that is neither that nor a success shows nothing. */
export const judge = (answer: Answer): Pick<Tried, "outcome" | "error"> => {
  if (answer.worked) return { outcome: "crossed", error: null };
  const { reason } = classify(answer.error);
  return { outcome: refusals.includes(String(nameOf(answer.error))) ? "refused" : "unknown", error: reason };
};

export const count = ({ runs }: Pick<Probed, "runs">, outcome: Outcome): number =>
  runs.flatMap(({ attempts }) => attempts).filter((each) => each.outcome === outcome).length;
