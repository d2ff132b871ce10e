import { isApprover } from "../attribute/approver.ts";
import { epochOf, isoAt, secondsOf } from "../model/time.ts";
import type { Rule, SeenExemptTag } from "./rule.ts";

/** Somebody wrote a tag that would exempt a resource, and may not, or not so long. */
export const exemptionNotApproved: Rule<SeenExemptTag> = {
  id: "exemption-not-approved",
  severity: "medium",
  why: "An exempted resource needs no owner and is not stopped. If everybody's tag did that, whoever can tag could keep anything for ever.",
  blind: "A tag that was written while no trail delivered records: the sweep sees it, but not who wrote it.",
  remediation:
    "Nothing was exempted. Let an approver of the team write the tag, with a day within `exemptionsMax`, answer the notice with “Keep until”, or declare the exemption in the settings. Remove the tag otherwise.",
  detect: (seen) => {
    const why = refusalOf(seen);
    return why === undefined ? [] : [`${seen.claim.principal} set sagewarden:exempt-until=${seen.claim.until}: ${why}`];
  },
};

/** Why the tag exempts nothing, or undefined: it does. */
const refusalOf = ({ claim: { until, person, team, at }, settings }: SeenExemptTag): string | undefined => {
  if (!isDay(until)) return "the value is no day of the form YYYY-MM-DD";
  if (until < at.slice(0, 10)) return "the day had passed";
  if (until > lastDay(at, settings.exemptionsMax))
    return `the day is more than exemptionsMax (${settings.exemptionsMax}) ahead`;
  if (person === undefined) return "nothing proves who wrote it";
  return isApprover(person, team, settings, at)
    ? undefined
    : `${person} is no approver ${team === undefined ? "of all teams, and the team is not known" : `for ${team}`}`;
};

/** `2026-02-30` is of the form, and no day: it would come back as 2 March. */
const isDay = (text: string): boolean => {
  const epoch = /^\d{4}-\d{2}-\d{2}$/.test(text) ? epochOf(text) : undefined;
  return epoch !== undefined && isoAt(epoch).slice(0, 10) === text;
};

const lastDay = (at: string, longest: string): string =>
  isoAt((epochOf(at.slice(0, 10)) ?? 0) + secondsOf(longest) * 1000).slice(0, 10);
