import type { Creation } from "../model/activity.ts";
import type { Decision } from "../model/decision.ts";
import type { CreationRow, HistoryEntry, Outcome } from "../model/outcome.ts";
import { nobody } from "../model/owner.ts";
import { type Tags, tagMap } from "../model/tags.ts";
import { isBetterAnnouncement } from "./same-creation.ts";

/** Entries kept per creation: the first ones and the last ones tell the story. */
const historyKept = 40;

/** A creation has one record, and a handful of state changes within two minutes. */
const announcementsKept = 20;

/** The row before anything is known. */
export const newRow = (creation: Creation): CreationRow => ({
  resource: creation.resource,
  eventId: creation.eventId,
  eventName: creation.eventName,
  announcedBy: creation.announcedBy,
  announcements: [creation.eventId],
  createdAt: creation.at,
  outcome: "settling",
  reason: "not judged yet",
  owner: nobody,
  intent: {},
  replaced: {},
  findings: [],
  history: [],
  notices: [],
  calls: 0,
  version: 0,
});

/** A row that has an end: only a failure, a better announcement, or late evidence on what nobody owns opens it again. */
export const isClosed = (row: CreationRow, creation: Creation): boolean => {
  if (row.outcome === "settling" || row.outcome === "failed") return false;
  if (creation.again && reopens.includes(row.outcome)) return false;
  const mayImprove = row.outcome === "unowned" || row.outcome === "mismatch";
  return !(mayImprove && isBetterAnnouncement(creation, row));
};

/** What another look may change: evidence that came late, an exemption that is over, a mode that now allows writing. */
const reopens: readonly Outcome[] = ["unowned", "mismatch", "exempt", "observed"];

interface Change {
  creation: Creation;
  decision: Decision | null;
  outcome: Outcome;
  reason: string;
  now: string;
}

/** The row after a step; the same row, when nothing that matters changed. */
export const nextRow = (row: CreationRow, { creation, decision, outcome, reason, now }: Change): CreationRow => {
  const better = isBetterAnnouncement(creation, row);
  const verdict = decision?.verdict ?? null;
  const last = row.history.at(-1);
  const isNews = last?.outcome !== outcome || last.verdict !== verdict || last.reason !== reason;
  const entry: HistoryEntry = { at: now, outcome, verdict, reason, by: "sagewarden" };
  const { exemption: _, orphaned, ...rest } = row;
  const exemption = outcome === "exempt" ? (decision?.exemption ?? row.exemption) : undefined;
  return {
    ...rest,
    ...(exemption ? { exemption } : {}),
    announcedBy: better ? creation.announcedBy : row.announcedBy,
    announcements: row.announcements.includes(creation.eventId)
      ? row.announcements
      : [...row.announcements, creation.eventId].slice(-announcementsKept),
    eventName: better ? creation.eventName : row.eventName,
    outcome,
    reason,
    owner: decision?.attribution.owner ?? row.owner,
    ...orphanedIn(decision, orphaned),
    findings: decision?.findings ?? row.findings,
    history: isNews ? cut([...row.history, entry]) : row.history,
  };
};

const orphanedIn = (decision: Decision | null, before: CreationRow["orphaned"]): Pick<CreationRow, "orphaned"> => {
  const orphaned = decision?.attribution.orphaned ?? before ?? [];
  return orphaned.length > 0 ? { orphaned } : {};
};

const cut = (history: readonly HistoryEntry[]): readonly HistoryEntry[] =>
  history.length <= historyKept ? history : [...history.slice(0, 10), ...history.slice(10 - historyKept)];

/** Before the first write: what we set out to write, and the values that will be replaced. */
export const withIntent = (row: CreationRow, write: Tags, current: Tags): CreationRow => ({
  ...row,
  intent: merged(row.intent, write),
  replaced: merged(
    tagMap(
      Object.keys(write)
        .filter((key) => Object.hasOwn(current, key) && current[key] !== write[key])
        .map((key) => [key, current[key] ?? ""]),
    ),
    row.replaced,
  ),
});

/** Both maps; the second wins. */
export const merged = (first: Tags, second: Tags): Tags =>
  tagMap([...Object.entries(first), ...Object.entries(second)]);

/** Nothing but the version would change. */
export const isUnchanged = (before: CreationRow, after: CreationRow): boolean =>
  before.outcome === after.outcome &&
  before.history === after.history &&
  before.taggedAt === after.taggedAt &&
  before.announcements === after.announcements &&
  before.notices.length === after.notices.length &&
  sameKeys(before.intent, after.intent);

const sameKeys = (a: Tags, b: Tags): boolean =>
  Object.keys(a).length === Object.keys(b).length && Object.entries(a).every(([key, value]) => b[key] === value);
