import type { Creation } from "../model/activity.ts";
import type { Grant } from "../model/decision.ts";
import { matchesGlob } from "../model/glob.ts";
import type { CreationRow } from "../model/outcome.ts";
import type { Settings } from "../model/settings.ts";
import type { StoredExemption } from "../model/stored-exemption.ts";
import { secondsBetween } from "../model/time.ts";
import { names } from "../names.ts";

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
  const decoy = ofProbe(creation, createdAt, now);
  if (decoy) return decoy;
  if (stored?.arn !== creation.resource.arn || !holds(stored, createdAt, now)) return undefined;
  return { source: stored.source, until: stored.until, words: wordsOf(stored, stored.by) };
};

/** What a probe lays out is gone within minutes; what it left behind is judged like anything else the day after. */
const ofProbe = ({ resource, principal }: Creation, createdAt: string, now: string): Grant | undefined => {
  const isDecoy =
    principal.session?.roleArn?.split(":role")[1]?.startsWith(`${names.probePath}${names.probe}`) === true &&
    resource.arn.split("/").at(-1)?.startsWith(names.probe) === true &&
    secondsBetween(createdAt, now) < 86_400;
  return isDecoy ? { source: "settings", until: now.slice(0, 10), words: "a decoy of sagewarden probe" } : undefined;
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
