import type { ExemptClaim } from "../detect/rule.ts";
import type { StoredExemption } from "../model/stored-exemption.ts";
import { secondsBetween } from "../model/time.ts";

/** The tags by which an approver exempts a resource: the last day, and why. */
export const exemptTags = { until: "sagewarden:exempt-until", reason: "sagewarden:exempt-reason" } as const;

/** What is to be stored of an approved tag; undefined when a later word of somebody is stored already. */
export const grantedBy = (
  { arn, until, reason, person = "", team, at }: ExemptClaim,
  before: StoredExemption | undefined,
): StoredExemption | undefined => {
  if (before !== undefined && !isLater(at, before)) return undefined;
  const said = { by: person, reason: reason || "no reason given", ...(team === undefined ? {} : { team }) };
  return { arn, until, ...said, at, source: "tag", version: nextAfter(before) };
};

/**
 * What is to be stored when somebody removed the tag. An exemption that was not given by a tag stays. Where none is stored the
 * removal is, so that a tag written before it, whose record comes later, exempts nothing.
 */
export const endedBy = (
  { arn, by, at }: { arn: string; by: string; at: string },
  before: StoredExemption | undefined,
): StoredExemption | undefined => {
  const ended = { at, by };
  if (before === undefined)
    return { arn, until: at.slice(0, 10), by, reason: "taken back", at, source: "tag", ended, version: 1 };
  const isOurs = before.source === "tag" && isLater(at, before);
  return isOurs ? { ...before, ended, version: nextAfter(before) } : undefined;
};

const isLater = (at: string, { at: given, ended }: StoredExemption): boolean =>
  secondsBetween(ended?.at ?? given, at) > 0;

const nextAfter = (before: StoredExemption | undefined): number => (before?.version ?? 0) + 1;
