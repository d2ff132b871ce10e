import { isInDirectory, shown } from "../attribute/owner-tags.ts";
import { permittedWrite } from "../decide/outcome.ts";
import { missingFrom } from "../decide/view.ts";
import { guardedTagChanged } from "../detect/guarded-tag-changed.ts";
import type { Finding } from "../model/finding.ts";
import type { Attribution } from "../model/owner.ts";
import { ownerTags } from "../model/owner.ts";
import { tagKeysOf, tagsOfOwner } from "../model/tag-keys.ts";
import type { Tags } from "../model/tags.ts";
import type { Judgement, Recorded, Seen } from "./existing.ts";

export interface RecordedJudgement {
  judgement: Judgement;
  isNews: boolean;
  /** What drifted. */
  drift?: Finding;
}

/** The ledger's owner is the proof; what the tags say otherwise has drifted. */
export const judgeRecorded = (seen: Seen, row: Recorded): RecordedJudgement => {
  const attribution = { owner: row.owner, conflicts: [], unproven: [], orphaned: orphansOf(seen, row) };
  const write = missingFrom(seen.tags, tagsOfOwner(row.owner, tagKeysOf(seen.ground.settings)));
  if (Object.keys(write).length === 0) return asRecorded(row, attribution);

  const { arn } = seen.creation.resource;
  const isPermitted = Object.keys(permittedWrite(write, arn, seen.ground.settings)).length > 0;
  const isNews = isPermitted && row.outcome !== "settling";
  // Where nothing was ever written (the mode forbade it, it failed) nothing has drifted.
  const wasRight = row.taggedAt !== undefined || row.outcome === "ok";
  const isMissing = Object.keys(write).every((key) => !Object.hasOwn(seen.tags, key));
  if (!wasRight && isMissing) {
    const reason = `the owner is proven, the tags are not written: ${row.reason}`;
    return { judgement: { verdict: "tag", reason, attribution, write }, isNews };
  }
  const reason = driftWords(write, seen.tags);
  const judgement = { verdict: "mismatch", reason, attribution, write } as const;
  return { judgement, isNews, ...(wasRight ? { drift: driftFinding(arn, reason) } : {}) };
};

const driftWords = (write: Tags, tags: Tags): string =>
  Object.entries(write)
    .map(([key, value]) =>
      Object.hasOwn(tags, key)
        ? `${key}=${shown(tags[key] ?? "")} on the resource, not ${value}`
        : `${key}=${value} is not on the resource`,
    )
    .join("; ");

const driftFinding = (subject: string, detail: string): Finding => {
  const { id: rule, severity, remediation } = guardedTagChanged;
  return { rule, severity, subject, detail, remediation };
};

/** The tags hold what the ledger knows of an owner: everything, a part, or nothing. */
const asRecorded = (row: Recorded, attribution: Attribution): RecordedJudgement => {
  const isOwned = ownerTags.every((tag) => row.owner[tag] !== null);
  if (isOwned) {
    const orphans = attribution.orphaned.map(({ tag, value }) => `${tag}=${value}`).join(" and ");
    const left = orphans === "" ? "" : `; ${orphans} left the directory: orphaned, the team keeps it`;
    const reason = `the tags are those of the recorded owner${left}`;
    return { judgement: { verdict: "ok", reason, attribution }, isNews: row.outcome === "gone" };
  }
  // An exemption has ended, a failure may pass, what was gone is there: the others have their end already.
  const isNews = ["exempt", "failed", "gone"].includes(row.outcome);
  const verdict = row.outcome === "mismatch" ? "mismatch" : "unowned";
  return { judgement: { verdict, reason: row.reason, attribution }, isNews };
};

/** Recorded values were valid once: the person left, the team has another name. They are orphaned, never unowned. */
const orphansOf = ({ directory, ground: { now } }: Seen, { owner }: Recorded): Attribution["orphaned"] =>
  ownerTags.flatMap((tag) => {
    const value = owner[tag]?.value;
    if (value === undefined) return [];
    const hasLeft = tag === "studiouserid" && directory.hasLeft(value, now);
    return hasLeft || !isInDirectory(directory, { tag, value }) ? [{ tag, value }] : [];
  });
