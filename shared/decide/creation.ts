import { creationRules } from "../detect/index.ts";
import { findingsOf } from "../detect/rule.ts";
import type { Creation } from "../model/activity.ts";
import type { Decision, Grant, Verdict } from "../model/decision.ts";
import type { Attribution, Conflict } from "../model/owner.ts";
import { ownerTags } from "../model/owner.ts";
import type { Settings } from "../model/settings.ts";
import { tagKeysOf, tagsOfOwner } from "../model/tag-keys.ts";
import { type Tags, tagMap } from "../model/tags.ts";
import { usesTagsOfItsGroup } from "../sagemaker/propagation.ts";
import { exemptionOf } from "./exemption.ts";

interface Case {
  creation: Creation;
  attribution: Attribution;
  /** The resource's tags as far as is known: those of the request, or the live ones. */
  current: Tags;
  settings: Settings;
  /** ISO 8601 */
  now: string;
}

/** What is to be done about one creation. Pure: the same case gives the same decision, whatever was delivered before. */
export const decideCreation = (seen: Case): Decision => {
  const { creation, attribution, current, settings, now } = seen;
  const exemption = exemptionOf(creation, settings, now);
  if (exemption) return exemptBy(exemption, attribution);
  if (usesTagsOfItsGroup(creation))
    return exempt(attribution, "a version in a model package group uses the group's tags");

  const wanted = tagsOfOwner(attribution.owner, tagKeysOf(settings));
  const keys = Object.keys(wanted).filter((key) => current[key] !== wanted[key]);
  const overwrites = keys.filter((key) => Object.hasOwn(current, key));
  const verdict = verdictOf(attribution, keys, overwrites);
  return {
    verdict,
    reason: reasonOf(verdict, attribution, saidOtherwise(seen, wanted, overwrites)),
    attribution,
    write: tagMap(keys.map((key) => [key, wanted[key] ?? ""])),
    overwrites,
    findings: findingsOf(creationRules, seen, creation.resource.arn),
  };
};

/** The decision about a resource that somebody has exempted. */
export const exemptBy = ({ source, until, words }: Grant, attribution: Attribution): Decision => ({
  ...exempt(attribution, words),
  exemption: { source, until },
});

const exempt = (attribution: Attribution, reason: string): Decision => ({
  verdict: "exempt",
  reason,
  attribution,
  write: {},
  overwrites: [],
  findings: [],
});

const verdictOf = (attribution: Attribution, keys: readonly string[], overwrites: readonly string[]): Verdict => {
  if (attribution.conflicts.length > 0 || overwrites.length > 0) return "mismatch";
  if (ownerTags.some((tag) => attribution.owner[tag] === null)) return "unowned";
  return keys.length > 0 ? "tag" : "ok";
};

const reasonOf = (verdict: Verdict, attribution: Attribution, otherwise: readonly string[]): string => {
  const proofs = ownerTags.flatMap((tag) => {
    const answer = attribution.owner[tag];
    return answer === null ? [] : [`${tag}=${answer.value} by ${answer.evidence.resolver} (${answer.evidence.field})`];
  });
  const proven = proofs.length === 0 ? "nothing proves an owner" : proofs.join(", ");
  if (verdict === "mismatch") return [...attribution.conflicts.map(conflictWords), ...otherwise, proven].join("; ");
  if (verdict === "unowned") {
    const claims = attribution.unproven.map(({ tag, value, why }) => `${tag}=${value} is claimed: ${why}`);
    return [proven, ...claims].join("; ");
  }
  return verdict === "ok" ? `the tags are right: ${proven}` : proven;
};

const conflictWords = ({ tag, claimed, claimedIn, proven, provenIn }: Conflict): string =>
  proven === null
    ? `${tag}=${claimed} in ${claimedIn} is excluded by ${provenIn}`
    : `${tag}=${claimed} in ${claimedIn}, but ${provenIn} proves ${proven}`;

/** What the resource's tags say against the owner, where no conflict tells it. */
const saidOtherwise = (
  { attribution, current, settings }: Case,
  wanted: Tags,
  overwrites: readonly string[],
): readonly string[] => {
  const keys = tagKeysOf(settings);
  const told = new Set(attribution.conflicts.map(({ tag }) => keys[tag]));
  return overwrites
    .filter((key) => !told.has(key))
    .map((key) => `${key}=${current[key]} on the resource, not ${wanted[key]}`);
};
