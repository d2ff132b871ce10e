import { isAnnouncedBy, rowOf, successorOf } from "./decide/same-creation.ts";
import type { Situation } from "./edges.ts";
import type { Creation } from "./model/activity.ts";
import { PoisonRecord, RetryLater } from "./model/errors.ts";
import type { CreationRow } from "./model/outcome.ts";
import type { OwnerNamed } from "./model/own-event.ts";
import { type Answer, ownerTags } from "./model/owner.ts";
import { inDirectory, type Settings } from "./model/settings.ts";
import { tagKeysOf, tagsOfOwner } from "./model/tag-keys.ts";
import { putOwnerBack } from "./put-back.ts";

/**
 * A resource that the sweep found. Where its owner is recorded, the tags are made so again, and nothing else is left to
 * judge. Not by the row of a predecessor, whose name this resource has: its owner is another's.
 */
export const putBackWhatDrifted = async (
  creation: Creation,
  rows: readonly CreationRow[],
  situation: Situation,
): Promise<"settled" | "to be judged"> => {
  const row = rowOf(creation, rows);
  if (row === undefined || row.outcome === "settling" || row.outcome === "exempt") return "to be judged";
  // Only its record can tell what contradicts what.
  const isKnown = row.outcome === "mismatch" || ownerTags.every((tag) => row.owner[tag] !== null);
  if (!isKnown) return "to be judged";
  await putOwnerBack({ resource: creation.resource, at: creation.at }, row, situation);
  return "settled";
};

/** The owner that a person named: recorded first, so that our own tags are the recorded owner's; then written. */
export const takeName = async (naming: OwnerNamed, situation: Situation): Promise<void> => {
  const { settings, edges } = situation;
  refuseOutsiders(naming, situation);
  const rows = await edges.ledger.creations(naming.resource.arn);
  const row = rows.find((known) => isAnnouncedBy(known, naming.eventId));
  if (row === undefined) throw new RetryLater("the creation whose owner is named is not in the ledger yet", 30);
  if (successorOf(row, rows)) return; // what was named is gone, and the tags would be another resource's
  const isKnown = row.history.some(({ by, at }) => by === naming.by && at === naming.at);
  if (!isKnown && row.owner.studiouserid !== null) return; // evidence, or another's word, came first
  const isOlder = row.history.some(({ by, at }) => by !== "sagewarden" && at > naming.at);
  if (isOlder) return; // a later word of a person came first
  const next = isKnown ? row : named(row, naming, settings);
  if (next !== row) await edges.ledger.update(next);
  await putOwnerBack({ resource: naming.resource, at: naming.at }, next, situation);
};

/** The settings may have changed since the answer was judged. */
const refuseOutsiders = ({ owner }: OwnerNamed, { settings }: Situation): void => {
  const person = inDirectory(settings.people, owner.studiouserid);
  if (person === undefined || inDirectory(settings.teams, owner.team) === undefined)
    throw new PoisonRecord("owner: expected a person and a team of the directory");
  if (person.team !== owner.team) throw new PoisonRecord("owner.team: expected the person's own team");
};

const named = (row: CreationRow, { owner: names, by, at }: OwnerNamed, settings: Settings): CreationRow => {
  const answer = (value: string): Answer => ({
    value,
    evidence: { resolver: "person", field: by, strength: "corroborated" },
  });
  const owner = { team: answer(names.team), studiouserid: answer(names.studiouserid) };
  const outcome = settings.mode === "observe" ? "observed" : "tagged";
  const reason = `${by} names team=${names.team} studiouserid=${names.studiouserid}`;
  return {
    ...row,
    owner,
    intent: tagsOfOwner(owner, tagKeysOf(settings)),
    outcome,
    reason,
    history: [...row.history, { at, outcome, verdict: "tag", reason, by }],
    version: row.version + 1,
  };
};
