import type { Creation } from "../model/activity.ts";
import type { Grant } from "../model/decision.ts";
import { matchesGlob } from "../model/glob.ts";
import type { CreationRow } from "../model/outcome.ts";
import type { Settings } from "../model/settings.ts";
import type { StoredExemption } from "../model/stored-exemption.ts";
import { secondsBetween } from "../model/time.ts";

/**
 * The exemption that covers this creation on this day, those of the settings first; `until` is the last day it holds (UTC).
 * `createdAt`: where the ledger knows the resource's creation better than the announcement.
 */
export const exemptionOf = (
  creation: Creation,
  settings: Settings,
  now: string,
  stored?: StoredExemption,
  createdAt = creation.at,
): Grant | undefined => {
  const declared = settings.exemptions.find(
    ({ arn, until, by }) =>
      matchesGlob(creation.resource.arn, arn) &&
      now.slice(0, 10) <= until &&
      (by === undefined || (creation.principal.arn !== undefined && matchesGlob(creation.principal.arn, by))),
  );
  if (declared) return { source: "settings", until: declared.until, words: wordsOf(declared, declared.approvedBy) };
  if (stored?.arn !== creation.resource.arn || !holds(stored, createdAt, now)) return undefined;
  return { source: stored.source, until: stored.until, words: wordsOf(stored, stored.by) };
};

const wordsOf = ({ until, reason }: { until: string; reason: string }, by: string): string =>
  `exempt until ${until}: ${reason} (approved by ${by})`;

/** Whether it covers a resource that was made then. A name that is used again after a deletion is another resource. */
export const holds = ({ until, at, ended }: StoredExemption, createdAt: string, now: string): boolean =>
  ended === undefined && now.slice(0, 10) <= until && secondsBetween(createdAt, at) >= 0;

/** The row of a creation that nobody owns, once a person has exempted it. Another row stays as it is. */
export const exempted = (row: CreationRow, exemption: StoredExemption, now: string): CreationRow => {
  const isLeft = row.outcome === "unowned" || (row.outcome === "mismatch" && row.owner.studiouserid === null);
  if (!isLeft || !holds(exemption, row.createdAt, now)) return row;
  const { source, until, by, at } = exemption;
  const reason = wordsOf(exemption, by);
  const entry = { at, outcome: "exempt", verdict: "exempt", reason, by } as const;
  return {
    ...row,
    outcome: "exempt",
    reason,
    exemption: { source, until },
    history: [...row.history, entry],
    version: row.version + 1,
  };
};

/** The row of an exempt creation, once somebody has taken its exemption back: the next sweep judges it. Another row stays as it is. */
export const released = (row: CreationRow, { source, ended }: StoredExemption): CreationRow => {
  if (ended === undefined || row.outcome !== "exempt" || row.exemption?.source !== source) return row;
  const { at, by } = ended;
  if (row.history.some((entry) => entry.at === at && entry.by === by)) return row;
  const reason = `${by} took the exemption back: the next sweep judges it`;
  const entry = { at, outcome: "exempt", verdict: "exempt", reason, by } as const;
  return { ...row, reason, history: [...row.history, entry], version: row.version + 1 };
};
