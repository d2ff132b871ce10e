import { epochOf, isoSecondsAt, secondsBetween } from "../../model/time.ts";
import type { Link } from "../../vendors/watch/links.ts";

/** One role that the contained role's sessions took, itself or over others. */
export interface TakenRole {
  role: string;
  /** The newest first: it lives longest. */
  sessions: readonly TakenSession[];
}

export interface TakenSession {
  /** `AROA…:name` */
  session: string;
  /** ISO 8601: issued, and over by then. */
  at: string;
  until: string;
}

/** Seconds: no role's session lives longer, and a record's time may be off by some. */
export const longestSession = 12 * 3_600;
const margin = 60;

export const endOf = ({ at, subject }: Link): string =>
  subject !== undefined && "until" in subject && subject.until !== undefined
    ? laterBy(subject.until, 0)
    : laterBy(at, longestSession);

export const laterBy = (at: string, seconds: number): string => isoSecondsAt((epochOf(at) ?? 0) + seconds * 1000);

/** Whether credentials may still be used at that time. */
export const lives = (link: Link, now: string): boolean => secondsBetween(endOf(link), now) < margin;

/**
 * The roles that sessions of `role` took, with the sessions that may still live at `now` (IAM's time). A chain of any length is
 * here: what a chained session takes is linked to the role at its beginning. The role itself is contained as a whole.
 */
export const takenRoles = (role: string, links: readonly Link[], now: string): readonly TakenRole[] => {
  const byRole = new Map<string, Map<string, TakenSession>>();
  for (const link of links) {
    const { subject, at } = link;
    if (subject?.type !== "role-session" || subject.role === role || subject.session === undefined) continue;
    if (!lives(link, now)) continue;
    const sessions = byRole.get(subject.role) ?? new Map<string, TakenSession>();
    const known = sessions.get(subject.session);
    const one = { session: subject.session, at, until: endOf(link) };
    sessions.set(subject.session, known === undefined ? one : latest(known, one));
    byRole.set(subject.role, sessions);
  }
  return [...byRole].map(([taken, sessions]) => ({
    role: taken,
    sessions: [...sessions.values()].toSorted((a, b) => (a.until > b.until ? -1 : 1)),
  }));
};

/** Of two texts of time in one form. */
export const later = (one: string, other: string): string => [one, other].toSorted()[1] ?? one;

const latest = (one: TakenSession, other: TakenSession): TakenSession => ({
  session: one.session,
  at: later(one.at, other.at),
  until: later(one.until, other.until),
});

/** Chained sessions of which is not known what a denial needs: rows from before it was kept, records that left it out. */
export const unknownSessions = (role: string, links: readonly Link[], now: string): readonly Link[] =>
  links.filter(
    (link) =>
      link.how === "chained" &&
      lives(link, now) &&
      (link.subject === undefined ||
        (link.subject.type === "role-session" && link.subject.role !== role && link.subject.session === undefined)),
  );
