import { plainText } from "#shared/notify/plain-text.ts";
import type { PolicyDecision } from "#shared/policy/model.ts";
import type { Opinion } from "#shared/verify/cells/second-opinion.ts";

/** Our answer beside AWS's: where the two differ, nobody knows. `note`: what a person must read about it. */
export const held = (
  own: PolicyDecision,
  theirs: Opinion,
): { decision: PolicyDecision; note: { text: string; isContradiction: boolean } | undefined } => {
  if ("limit" in theirs) {
    const text = `not compared with AWS's simulator: ${plainText(theirs.limit)}`;
    return { decision: own, note: { text, isContradiction: false } };
  }
  if (own.decision === theirs.decision) return { decision: own, note: undefined };
  const isContradiction = own.decision !== "ambiguous";
  const { statement } = own;
  const by = statement === undefined ? "" : ` by ${statement.policy} statement ${statement.index}`;
  const text = `we say ${own.decision}${by}, AWS's simulator says ${theirs.decision}`;
  return { decision: { ...own, decision: "ambiguous" }, note: { text, isContradiction } };
};
