import { inDirectory } from "../../model/settings.ts";
import { epochOf, isoSecondsAt, secondsBetween } from "../../model/time.ts";
import type { VendorAct, Watched } from "../../model/vendor-act.ts";
import { type Dimension, dimensions, shownBy } from "./baseline.ts";
import { addSighting, eventMark, limits, type Sighting } from "./bounds.ts";
import { type Measure, measures, slotOf } from "./measures.ts";
import { addUse, type SessionUse } from "./session-use.ts";

/**
 * What is remembered of one watched role: one row of the ledger, below 100 KB whatever the role does. Pure; a second
 * delivery of a record adds nothing, and records may come in any order.
 */
export interface RoleState {
  role: string;
  /** ISO 8601: of the first act, and until when it is learnt. */
  firstAt: string | undefined;
  learningUntil: string | undefined;
  lastAt: string | undefined;
  /** By dimension, the values seen so far with their count, first and last time: the baseline. */
  seen: Readonly<Record<Dimension, Readonly<Record<string, Sighting>>>>;
  /** By measure, what was counted in its span. */
  windows: Readonly<Record<string, Window>>;
  /** By measure, the most in one span while the role was learnt. */
  peaks: Readonly<Record<string, number>>;
  /** The last sessions by access key id: from where and with what each was used. */
  sessions: Readonly<Record<string, SessionUse>>;
  /** By signal, what it still weighs. `score.ts` adds them up. */
  score: Readonly<Record<string, ScorePart>>;
  /** Since when the role is contained, whether new sessions may still act, and when what somebody had undone was last put back. */
  contained?: { at: string; newSessions: "allowed" | "denied"; again?: string };
  /** Marks of the last acts: a second delivery adds nothing. */
  lately: readonly string[];
}

/** `values`: distinct ones, each with the time of its last sight. `counts`: events by twelfth of the span. */
export interface Window {
  seconds: number;
  values: Readonly<Record<string, string>>;
  counts: Readonly<Record<string, number>>;
}

export interface ScorePart {
  value: number;
  at: string;
  learnt?: true;
}

/** Where no contract says how long. */
const learnsFor = 14 * 86_400;

export const emptyState = (role: string): RoleState => ({
  role,
  firstAt: undefined,
  learningUntil: undefined,
  lastAt: undefined,
  seen: Object.fromEntries(dimensions.map((dimension) => [dimension, {}])) as RoleState["seen"],
  windows: {},
  peaks: {},
  sessions: {},
  score: {},
  lately: [],
});

/** Whether this record was remembered lately: two accounts may receive one event id. */
export const isRemembered = ({ lately }: RoleState, act: VendorAct): boolean => lately.includes(eventMark(act));

/** The state with one more act. The same object where it was remembered already. */
export const remember = (state: RoleState, act: VendorAct, watched: Watched): RoleState => {
  const mark = eventMark(act);
  if (state.lately.includes(mark)) return state;
  const lately = [...state.lately.slice(1 - limits.lately), mark];
  // Whoever changes the role is not the role: nothing of it is learnt.
  if (watched.how === "changed") return { ...state, lately };
  const firstAt = earlier(state.firstAt, act.at);
  const learningUntil = endOfLearning(state, firstAt, watched.contract?.learning ?? learnsFor);
  const timed = { ...state, lately, firstAt, learningUntil, lastAt: later(state.lastAt, act.at) };
  const isOwn = watched.how === "session" || watched.how === "assumed";
  return {
    ...timed,
    // What chained and minted principals do is the vendor's, and no habit of the role.
    seen: isOwn ? withSightings(timed, act, watched) : state.seen,
    ...withMeasures(timed, act, watched),
    sessions: watched.how === "assumed" ? state.sessions : addUse(state.sessions, act),
  };
};

/** Mostly the same as before: to write a time costs more than all the rest of an act. */
const endOfLearning = ({ learningUntil }: RoleState, firstAt: string, seconds: number): string =>
  learningUntil !== undefined && secondsBetween(firstAt, learningUntil) === seconds
    ? learningUntil
    : isoSecondsAt((epochOf(firstAt) ?? 0) + seconds * 1000);

const earlier = (one: string | undefined, other: string): string => (one === undefined || other < one ? other : one);
const later = (one: string | undefined, other: string): string => (one === undefined || other > one ? other : one);

/** Whether the role was still being learnt at that time. */
export const isLearning = ({ learningUntil }: Pick<RoleState, "learningUntil">, at: string): boolean =>
  learningUntil === undefined || at < learningUntil;

const withSightings = (state: RoleState, act: VendorAct, watched: Watched): RoleState["seen"] => {
  const shown = shownBy(act, watched);
  const seen = { ...state.seen };
  for (const [dimension, value] of shown)
    seen[dimension] = addSighting(seen[dimension], value, act.at, {
      limit: limits[dimension],
      until: state.learningUntil,
    });
  return seen;
};

const withMeasures = (state: RoleState, act: VendorAct, watched: Watched): Pick<RoleState, "windows" | "peaks"> => {
  let { windows, peaks } = state;
  for (const measure of measures) {
    const counted = measure.of(act, watched);
    if (counted === undefined) continue;
    windows = { ...windows, [measure.id]: addToWindow(inDirectory(windows, measure.id), measure, act.at, counted) };
    if (!isLearning(state, act.at)) continue;
    const most = countIn({ windows }, measure.id, act.at);
    if (most > (inDirectory(peaks, measure.id) ?? 0)) peaks = { ...peaks, [measure.id]: most };
  }
  return { windows, peaks };
};

const addToWindow = (
  window: Window | undefined,
  { seconds }: Measure,
  at: string,
  { count = 1, values = [] }: { count?: number; values?: readonly string[] },
): Window => {
  const slot = String(slotOf(at, seconds));
  const before = window?.counts ?? {};
  const counts = withoutOld({ ...before, [slot]: (inDirectory(before, slot) ?? 0) + count });
  return { seconds, counts, values: addValues(window?.values ?? {}, values, at) };
};

/** Twice the slots that are counted are kept: records come late, and not in order. */
const withoutOld = (counts: Window["counts"]): Window["counts"] => {
  const slots = Object.keys(counts);
  if (slots.length <= 2 * limits.slots) return counts;
  const newest = slots.reduce((most, slot) => Math.max(most, Number(slot)), 0);
  return Object.fromEntries(Object.entries(counts).filter(([slot]) => Number(slot) > newest - 2 * limits.slots));
};

/** Of more values than are kept, the oldest go: there are still more than any threshold asks for. */
const addValues = (before: Window["values"], values: readonly string[], at: string): Window["values"] => {
  if (values.every((value) => (inDirectory(before, value) ?? "") >= at)) return before;
  const after = { ...before };
  for (const value of values) after[value] = later(inDirectory(after, value), at);
  if (Object.keys(after).length <= limits.windowValues) return after;
  const newest = Object.entries(after).toSorted(([, a], [, b]) => (a > b ? -1 : 1));
  return Object.fromEntries(newest.slice(0, limits.windowValues));
};

/** How many events a measure counted in its span up to a time, to a twelfth of the span. */
export const countIn = ({ windows }: Pick<RoleState, "windows">, measure: string, at: string): number => {
  const window = inDirectory(windows, measure);
  if (window === undefined) return 0;
  const last = slotOf(at, window.seconds);
  let sum = 0;
  for (const [slot, count] of Object.entries(window.counts))
    if (Number(slot) <= last && Number(slot) > last - limits.slots) sum += count;
  return sum;
};

/** The distinct values that a measure saw in its span up to a time. */
export const valuesIn = ({ windows }: Pick<RoleState, "windows">, measure: string, at: string): readonly string[] => {
  const window = inDirectory(windows, measure);
  if (window === undefined) return [];
  const [to, span] = [epochOf(at) ?? 0, window.seconds * 1000];
  return Object.entries(window.values).flatMap(([value, last]) => {
    const age = to - (epochOf(last) ?? 0);
    return age < span && age > -span ? [value] : [];
  });
};
