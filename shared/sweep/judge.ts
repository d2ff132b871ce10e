import { directoryOf } from "../attribute/directory.ts";
import { exemptionOf } from "../decide/exemption.ts";
import { creationRules } from "../detect/index.ts";
import { ownerLeft } from "../detect/owner-left.ts";
import { ownerTagLookalike } from "../detect/owner-tag-lookalike.ts";
import { requiredTagMissing } from "../detect/required-tag-missing.ts";
import { findingsOf } from "../detect/rule.ts";
import { tagValueNotAllowed } from "../detect/tag-value-not-allowed.ts";
import type { Creation } from "../model/activity.ts";
import type { Decision } from "../model/decision.ts";
import type { Finding } from "../model/finding.ts";
import { matchesGlob } from "../model/glob.ts";
import { nobody } from "../model/owner.ts";
import { tagMap } from "../model/tags.ts";
import { secondsBetween } from "../model/time.ts";
import { usesTagsOfItsGroup } from "../sagemaker/propagation.ts";
import type { Existing, Ground, Judgement, Recorded, Seen, Swept } from "./existing.ts";
import { foundCreation } from "./found.ts";
import { judgeRecorded } from "./judge-recorded.ts";
import { judgeUnknown } from "./judge-unknown.ts";

/** Seconds by which a list's time of creation and the ledger's may differ. */
const tolerance = 120;

/** Holds one existing resource against the exemptions, the ledger and the directory. */
export const judge = (existing: Existing, ground: Ground): Swept => {
  const row = rowOfResource(existing);
  const found = foundCreation(existing.resource, existing.tags, ground.deployedAt);
  // By the ledger's name of it, so that `explain` finds it.
  const creation = row ? { ...found, eventId: row.eventId, eventName: row.eventName } : found;
  const words = exemptWords(creation, existing, row, ground);
  if (words !== undefined) return { creation, row, isNews: false, decision: exempt(words) };

  const tags = existing.tags ?? tagMap([]);
  const seen = { creation, tags, ground, directory: directoryOf(ground.settings) };
  if (!row) {
    const judgement = judgeUnknown(seen, existing.resource);
    const isNews = judgement.verdict !== "ok" && secondsBetween(creation.at, ground.now) >= ground.patience;
    return { creation, row, isNews, decision: decisionOf(seen, judgement) };
  }
  const { judgement, isNews, drift } = judgeRecorded(seen, row);
  return { creation, row, isNews, decision: decisionOf(seen, judgement, drift) };
};

/** Not that of a predecessor: a name can be used again after a deletion. */
const rowOfResource = ({ resource: { createdAt }, rows }: Existing): Recorded | undefined => {
  if (createdAt === undefined) return rows[0];
  const later = (row: Recorded): number => secondsBetween(createdAt, row.createdAt);
  return rows.find((row) => Math.abs(later(row)) <= tolerance) ?? rows.find((row) => later(row) > 0);
};

const exemptWords = (
  creation: Creation,
  { exemption }: Existing,
  row: Recorded | undefined,
  { settings, now }: Ground,
): string | undefined => {
  if (usesTagsOfItsGroup(creation)) return "a version in a model package group uses the group's tags";
  const grant = exemptionOf(creation, settings, now, exemption, row?.createdAt);
  if (grant) return grant.words;
  // Who made it stands in the record that the ledger judged: an exemption of what one principal makes covers it while it lasts.
  const isCovered = settings.exemptions.some(
    ({ arn, until, by }) => by !== undefined && now.slice(0, 10) <= until && matchesGlob(creation.resource.arn, arn),
  );
  return row?.outcome === "exempt" && isCovered ? row.reason : undefined;
};

const exempt = (reason: string): Decision => ({
  verdict: "exempt",
  reason,
  attribution: { owner: nobody, conflicts: [], unproven: [], orphaned: [] },
  write: {},
  overwrites: [],
  findings: [],
});

/** Rules that ask for no proof of an owner. */
const tagRules = [ownerLeft, ownerTagLookalike, requiredTagMissing, tagValueNotAllowed] as const;

const decisionOf = ({ creation, tags, ground }: Seen, judgement: Judgement, drift?: Finding): Decision => {
  const { write = {}, ...rest } = judgement;
  const seen = { creation, attribution: rest.attribution, current: tags, settings: ground.settings };
  const found = findingsOf(rest.verdict === "ok" ? tagRules : creationRules, seen, creation.resource.arn);
  const overwrites = Object.keys(write).filter((key) => Object.hasOwn(tags, key));
  return { ...rest, write, overwrites, findings: drift ? [...found, drift] : found };
};
