import type { Decision } from "../model/decision.ts";
import { matchesAny } from "../model/glob.ts";
import type { Outcome } from "../model/outcome.ts";
import type { Settings } from "../model/settings.ts";
import { nameOf } from "../model/tag-keys.ts";
import { type Tags, tagMap } from "../model/tags.ts";

const modeOf = (key: string, settings: Settings): Settings["mode"] => {
  const name = nameOf(key, settings);
  return (name === undefined ? undefined : settings.tags[name]?.mode) ?? settings.mode;
};

/** What the mode and the protected list let us write of a decision. */
export const permittedWrite = (write: Tags, arn: string, settings: Settings): Tags =>
  matchesAny(arn, settings.protected.resources)
    ? {}
    : tagMap(Object.entries(write).filter(([key]) => modeOf(key, settings) !== "observe"));

interface Case {
  decision: Decision;
  /** What the mode lets us write of it. */
  permitted: Tags;
  /** The evidence had its time. */
  settled: boolean;
}

/** How a creation stands after a decision was carried out. */
export const outcomeOf = ({ decision, permitted, settled }: Case): Outcome => {
  const { verdict, write } = decision;
  if (verdict === "exempt" || verdict === "ok") return verdict;
  if (verdict === "mismatch" || verdict === "unowned") return settled ? verdict : "settling";
  return Object.keys(write).every((key) => Object.hasOwn(permitted, key)) ? "tagged" : "observed";
};
