import type { Creation } from "../model/activity.ts";
import type { CreationRow } from "../model/outcome.ts";
import { secondsBetween } from "../model/time.ts";

/** Seconds by which the times of an API record and of a state-change event of one creation may differ. */
const tolerance = 120;

/** A row has the name of its best announcement; others brought it too, of which the newest are kept. */
export const isAnnouncedBy = ({ eventId, announcements }: CreationRow, announcement: string): boolean =>
  eventId === announcement || announcements.includes(announcement);

/**
 * The row of the creation that this activity announces. One creation may be announced by its API record and by
 * state-change events; two API records of one ARN are two creations, since a name can be used again.
 */
export const rowOf = (creation: Creation, rows: readonly CreationRow[]): CreationRow | undefined =>
  rows.find((row) => isAnnouncedBy(row, creation.eventId)) ??
  rows.find(
    ({ announcedBy, createdAt }) =>
      (announcedBy !== "api" || creation.announcedBy !== "api") &&
      Math.abs(secondsBetween(createdAt, creation.at)) <= tolerance,
  );

/** The creation by which the name was used again: what is there now is another resource. */
export const successorOf = (
  { createdAt: earlier }: Pick<CreationRow, "createdAt">,
  rows: readonly CreationRow[],
): CreationRow | undefined => rows.find(({ createdAt }) => secondsBetween(earlier, createdAt) > 0);

/** An API record says who called; a state-change event does not. The better announcement gives the row its name. */
export const isBetterAnnouncement = (creation: Creation, row: CreationRow): boolean =>
  creation.announcedBy !== "state-change" && row.announcedBy === "state-change";

/** The row's own announcement says more: its message settles the row, and this one has nothing to add. */
export const isWorseAnnouncement = (creation: Creation, row: CreationRow): boolean =>
  creation.announcedBy === "state-change" && row.announcedBy !== "state-change";
