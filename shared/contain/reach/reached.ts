import type { Incident, Reach, RungLine } from "../../model/incident.ts";
import { secondsBetween } from "../../model/time.ts";
import type { Ground, Verified } from "../rung.ts";

/** A row of the ledger holds so much; a thief can make thousands of users, of 600 characters each. */
const most = { entries: 400, sessions: 20, bytes: 150_000 };
const order: readonly Reach["status"][] = ["refused", "waiting", "denied", "listed"];

const keyOf = ({ type, id }: Pick<Reach, "type" | "id">): string => `${type} ${id}`;

/**
 * What is reached with what was found now: an entry of the same principal takes the place of the former, and what made room for
 * its denial stays known. Of too many, those that a person has to see stay.
 */
export const withReached = (before: readonly Reach[], now: readonly Reach[]): readonly Reach[] => {
  const merged = new Map(before.map((entry) => [keyOf(entry), entry]));
  for (const entry of now) merged.set(keyOf(entry), inPlaceOf(merged.get(keyOf(entry)), entry));
  const all = [...merged.values()];
  if (all.length <= most.entries && sizeOf(all) <= most.bytes) return all;
  const graveFirst = all.toSorted((a, b) => order.indexOf(a.status) - order.indexOf(b.status)).slice(0, most.entries);
  let left = most.bytes;
  return graveFirst.filter((entry) => {
    left -= sizeOf(entry);
    return left >= 0;
  });
};

const inPlaceOf = (former: Reach | undefined, entry: Reach): Reach => {
  const both = <Each>(of: (each: Reach) => readonly Each[] | undefined): readonly Each[] => [
    ...new Set([...(of(entry) ?? []), ...((former && of(former)) ?? [])]),
  ];
  const sessions = both((each) => each.sessions).slice(0, most.sessions);
  const inactivated = both((each) => each.inactivated);
  const by = entry.by && former?.by?.type === entry.by.type ? { ...former.by, ...entry.by } : (entry.by ?? former?.by);
  // Since when it asks: an answer is for what was asked before it.
  const at = entry.asks && former?.asks ? former.at : entry.at;
  return {
    ...{ ...entry, at, ...(by && { by }) },
    ...(sessions.length > 0 && { sessions }),
    ...(inactivated.length > 0 && { inactivated }),
  };
};

const sizeOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value)) + 1;

/** Those that are not denied yet come first: time may be too short for all, and the next look goes on there. */
export const unreachedFirst = <Thing extends Pick<Reach, "type" | "id">>(
  things: readonly Thing[],
  reached: readonly Reach[],
): readonly Thing[] => {
  const done = new Set(reached.filter(({ status }) => status === "denied").map(keyOf));
  return things.toSorted((a, b) => Number(done.has(keyOf(a))) - Number(done.has(keyOf(b))));
};

/** The entry of what there was no time for: what is known of it already stays known. */
export const lateEntry = (thing: Pick<Reach, "type" | "id" | "of">, { incident, at }: Ground): Reach => {
  const { type, id, of } = thing;
  const former = incident.reached.find((entry) => keyOf(entry) === keyOf(thing));
  const why = "its turn has not come yet";
  return former ?? { type, id, ...(of === undefined ? {} : { of }), status: "waiting", why, at };
};

/** One that was looked at. */
export interface LookedAt extends Pick<Verified, "holds"> {
  id: string;
  /** It was denied before. */
  undone?: boolean;
}

export const wasDenied = (thing: Pick<Reach, "type" | "id">, reached: readonly Reach[]): boolean =>
  reached.some((entry) => entry.status === "denied" && keyOf(entry) === keyOf(thing));

/** What looks at several come to. `what`: of those that hold, for people. */
export const verdictOf = (looked: readonly LookedAt[], what: string): Verified => {
  const named = (holds: boolean | "unknown"): readonly string[] =>
    looked.filter((one) => one.holds === holds).map(({ id }) => id);
  const [open, unread] = [named(false), named("unknown")];
  const detail = `not denied: ${open.slice(0, 5).join(", ")}`;
  if (open.length > 0) return { holds: false, detail, ...(looked.some(({ undone }) => undone) && { undone: true }) };
  return unread.length > 0
    ? { holds: "unknown", detail: `no time to look at ${unread.length}, such as ${unread[0]}` }
    : { holds: true, detail: `${looked.length} ${what}` };
};

/** Whether a role can only be denied as a whole, and nobody has said so yet. */
export const asksForWhole = ({ reached, answers }: Pick<Incident, "reached" | "answers">): boolean =>
  reached.some((entry) => entry.asks === "whole-role" && !isAnswered(entry, answers));

/** Whether an approver said that this role may be denied as a whole. Their word is for what they were told of, and for no role that came later. */
export const mayDenyWhole = ({ reached, answers }: Pick<Incident, "reached" | "answers">, role: string): boolean =>
  reached.some(
    (entry) => entry.asks === "whole-role" && (entry.id === role || entry.of === role) && isAnswered(entry, answers),
  );

const isAnswered = ({ at: asked }: Reach, answers: Incident["answers"]): boolean =>
  answers.some(
    ({ choice, of, verdict, at }) =>
      choice === "go-on" && of === "chained" && verdict === "accepted" && secondsBetween(asked, at) >= 0,
  );

/** For a notice: what its sessions took and made, and what of it is left to a person. `""`: nothing. */
export const reachWords = (reached: readonly Reach[]): string => {
  if (reached.length === 0) return "";
  const left = reached.filter(({ status }) => status !== "denied");
  const told = left.slice(0, 5).map(({ type, id, why }) => `${type} ${id}: ${why}`);
  const more = left.length > told.length ? [`and ${left.length - told.length} more`] : [];
  const words = `What its sessions took and made: ${countsOf(reached)}.`;
  return left.length === 0 ? words : `${words} Left to a person: ${[...told, ...more].join("; ")}.`;
};

/** `2 denied, 1 refused`. */
export const countsOf = (entries: readonly Reach[]): string =>
  order
    .map((status) => [entries.filter((entry) => entry.status === status).length, status] as const)
    .filter(([count]) => count > 0)
    .map(([count, status]) => `${count} ${status}`)
    .join(", ");

/** The numbers as a line's evidence. */
export const countFacts = (entries: readonly Reach[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    order.flatMap((status) => {
      const count = entries.filter((entry) => entry.status === status).length;
      return count === 0 ? [] : [[status, String(count)]];
    }),
  );

/** What a rung did about one of several. */
export interface Denied {
  entry: Reach;
  /** IAM's time of a write; undefined: there was nothing to write. */
  wroteAt: string | undefined;
}

/** When the line's last write was: what is denied already is no change. */
export const writtenAt = (found: readonly Denied[], before: RungLine | undefined): { at?: string } => {
  const at = found
    .flatMap(({ wroteAt }) => wroteAt ?? [])
    .toSorted()
    .at(-1);
  const known = at ?? before?.evidence.at;
  return known === undefined ? {} : { at: known };
};
