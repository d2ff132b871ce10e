import type { Decision } from "../model/decision.ts";
import type { CreationRow } from "../model/outcome.ts";
import type { Settings } from "../model/settings.ts";
import { tagKeysOf, tagsOfOwner } from "../model/tag-keys.ts";
import { type Tags, tagMap } from "../model/tags.ts";
import { merged } from "./next-row.ts";
import { permittedWrite } from "./outcome.ts";

/**
 * The tags as others made them: our own work taken away, what we replaced put back. A later look must take neither our
 * work nor our correction for the caller's words.
 */
export const withoutOurs = (tags: Tags, row: CreationRow | undefined): Tags => {
  if (!row) return tags;
  const others = Object.entries(tags).filter(([key, value]) => row.intent[key] !== value);
  return merged(tagMap(others), row.replaced);
};

/**
 * The tags that the resource must have now. A team without a person is weak evidence, and a better one may be on its way:
 * it is written only when the evidence had its time.
 */
export const dueTags = (
  { verdict, attribution }: Decision,
  arn: string,
  settings: Settings,
  settled: boolean,
): Tags => {
  const { owner } = attribution;
  const isDue = verdict !== "exempt" && (owner.studiouserid !== null || settled);
  return isDue ? permittedWrite(tagsOfOwner(owner, tagKeysOf(settings)), arn, settings) : {};
};

export const covers = (tags: Tags, wanted: Tags): boolean =>
  Object.entries(wanted).every(([key, value]) => Object.hasOwn(tags, key) && tags[key] === value);

export const missingFrom = (tags: Tags, wanted: Tags): Tags =>
  tagMap(Object.entries(wanted).filter(([key, value]) => !Object.hasOwn(tags, key) || tags[key] !== value));

/**
 * A creating call can succeed without making anything (a repeated client token). Then the resource still carries the owner
 * that an earlier creation recorded, who keeps it; the caller gets nothing by it.
 */
export const keptBy = (
  others: readonly CreationRow[],
  live: Tags,
  decision: Decision,
  settings: Settings,
): { row: CreationRow; decision: Decision } | undefined => {
  const row = others.find(({ owner }) => owner.team !== null && owner.studiouserid !== null);
  if (!row) return undefined;
  const keys = tagKeysOf(settings);
  const recorded = tagsOfOwner(row.owner, keys);
  const isAnother = !covers(recorded, tagsOfOwner(decision.attribution.owner, keys));
  if (!isAnother || !covers(live, recorded)) return undefined;
  const attribution = { ...decision.attribution, owner: row.owner };
  const reason = `the resource carries the owner of its creation ${row.eventId}: this call made nothing new`;
  return { row, decision: { ...decision, verdict: "mismatch", reason, attribution, write: {}, overwrites: [] } };
};
