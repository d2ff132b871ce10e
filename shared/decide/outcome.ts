import type { Decision } from "../model/decision.ts";
import { matchesAny } from "../model/glob.ts";
import type { Outcome } from "../model/outcome.ts";
import type { Settings } from "../model/settings.ts";
import { type Tags, tagMap } from "../model/tags.ts";

/** What the mode and the protected list let us write of a decision. */
export const permittedWrite = (write: Tags, arn: string, settings: Settings): Tags =>
  matchesAny(arn, settings.protected.resources)
    ? {}
    : tagMap(Object.entries(write).filter(([key]) => (settings.tags[key]?.mode ?? settings.mode) !== "observe"));

interface Case {
  decision: Decision;
  /** What may be written of it, and whether it was. */
  permitted: Tags;
  /** A delivery before this one had set out to write: what is right now is our work. */
  wroteBefore: boolean;
  /** The evidence had its time. */
  settled: boolean;
}

/** How a creation stands after a decision was carried out. */
export const outcomeOf = ({ decision, permitted, wroteBefore, settled }: Case): Outcome => {
  const { verdict, write } = decision;
  if (verdict === "exempt") return "exempt";
  if (verdict === "mismatch" || verdict === "unowned") return settled ? verdict : "settling";
  if (verdict === "ok") return wroteBefore ? "tagged" : "ok";
  return Object.keys(write).every((key) => Object.hasOwn(permitted, key)) ? "tagged" : "observed";
};
