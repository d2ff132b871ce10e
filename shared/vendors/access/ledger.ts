import type { SeenSignal } from "../../detect/signals/signal.ts";
import type { TakenSession } from "../../model/vendor-link.ts";
import type { Link } from "../watch/links.ts";
import { scoreAt } from "../watch/score.ts";
import type { RoleState } from "../watch/state.ts";
import type { LedgerPart } from "./report.ts";

/** What the ledger has of one role; of each list the newest, at most `mostRows`. */
export interface LedgerRows {
  state: RoleState | undefined;
  sessions: readonly TakenSession[];
  links: readonly Link[];
  signals: readonly SeenSignal[];
}

/** Of each list. A vendor may take its role every minute for a year. */
export const mostRows = 1_000;

/** The ledger's rows of a role as a part of its report; null where it has none. */
export const ledgerPart = ({ state, sessions, links, signals }: LedgerRows): LedgerPart | null => {
  if (state === undefined && sessions.length + links.length + signals.length === 0) return null;
  const last = state?.lastAt ?? null;
  return {
    first: state?.firstAt ?? null,
    last,
    score: state === undefined || last === null ? 0 : scoreAt(state.score, last),
    habits: Object.fromEntries(
      Object.entries(state?.seen ?? {}).map(([dimension, seen]) => [
        dimension,
        Object.entries(seen)
          .map(([name, sighting]) => ({ name, count: sighting.count, first: sighting.first, last: sighting.last }))
          .toSorted((a, b) => b.count - a.count),
      ]),
    ),
    taken: sessions.map(({ role: _, ...session }) => session),
    ties: links.map(({ id, how, at, eventId }) => ({ id, how, at, eventID: eventId })),
    signals: signals.map(({ at, signal, severity, score, detail, eventId }) => ({
      ...{ at, signal, severity, score, detail },
      eventID: eventId,
    })),
    more: [sessions, links, signals].some(({ length }) => length >= mostRows),
  };
};

const keyForm = /^A[A-Z]{3}\w{12,124}$/;

/** Keys under which LookupEvents has what was done: of the sessions that were taken, and of what they took or made. */
export const keysIn = ({ sessions, links }: Pick<LedgerRows, "sessions" | "links">): readonly string[] => {
  const tied = links.flatMap(({ id }) => (id.startsWith("key:") ? id.slice("key:".length) : []));
  return [...new Set([...tied, ...sessions.map(({ accessKeyId }) => accessKeyId)])].filter((key) => keyForm.test(key));
};
