import { lastPart } from "../../model/arn.ts";
import type { Incident, Reach } from "../../model/incident.ts";
import { IamRefusal, type RoleImage } from "../../model/role-image.ts";
import { secondsBetween } from "../../model/time.ts";
import { containment } from "../../names.ts";
import { touchable } from "../touchable.ts";
import type { IncidentWorld } from "../world.ts";
import { refusalIn } from "./each.ts";
import { mayDenyWhole } from "./reached.ts";
import { denyText, fitting, readDenies, type SessionDeny, sidOf } from "./session-denies.ts";
import { laterBy } from "./targets.ts";
import { allowRole, denialOf, denyRole } from "./whole.ts";

/** Sessions of one role that are to be denied, and no other of it. */
export interface Wanted {
  role: string;
  kind: "chained" | "workers";
  /** `AROA…:name`, or of workers the name alone; the most urgent first. `at`: issued. */
  sessions: readonly { session: string; at: string }[];
}

type Asking = { incident: Incident; wanted: Wanted; world: IncidentWorld };

/** Seconds by which the cut lies ahead: within them a session may take its successor, while IAM still applies the Deny. */
const ahead = 15;

/** What is found of one entry. `holds`: all that may be denied is. */
export interface Looked {
  reach: Omit<Reach, "type" | "id">;
  /** Sessions that were denied are not named in our policy any more. */
  undone?: boolean;
  /** IAM's time of a write; absent: there was nothing to write. */
  wroteAt?: string;
  holds: boolean | "unknown";
}

/** Denies what is not denied yet: looks, compares, writes. */
export const denySessions = async ({ incident, wanted, world }: Asking): Promise<Looked> => {
  const seen = await look({ incident, wanted, world });
  if ("reach" in seen) return seen;
  const { live, at, deny, missing } = seen;
  if (missing.length === 0) return denied(seen, at);
  const { denies, left } = fitting(live.inline, deny);
  const written = await writeDenies(live.name, denies, world);
  const rest = written === "full" ? deny.sessions : left.filter((session) => missing.includes(session));
  if (rest.length === 0) return { ...denied(seen, written), wroteAt: written };
  if (!mayDenyWhole(incident, wanted.role))
    return { ...waiting(seen, rest), ...(written !== "full" && { wroteAt: written }) };
  const whole = await denyRole(live, world.place, world.roles);
  if ("refused" in whole) return refused(`IAM does not take the Deny of the whole role: ${whole.refused}`, at, wanted);
  return { ...denied({ ...seen, whole: whole.by }, whole.at), wroteAt: whole.at };
};

/** Whether they are denied, by what is read now. */
export const areDenied = async (asking: Asking): Promise<Looked> => {
  const seen = await look(asking);
  if ("reach" in seen) return seen;
  if (seen.missing.length === 0) return denied(seen, seen.at);
  const { left } = fitting(seen.live.inline, seen.deny);
  const isAll =
    seen.missing.every((session) => left.includes(session)) && !mayDenyWhole(asking.incident, asking.wanted.role);
  return { ...waiting(seen, seen.missing), holds: isAll, undone: isUndone(seen, asking) };
};

const isUndone = ({ missing, named }: Seen, { incident, wanted }: Asking): boolean => {
  const former = incident.reached.find(
    ({ id, of, status }) => status === "denied" && (id === wanted.role || of === wanted.role),
  );
  return missing.some((session) => former?.sessions?.includes(session) === true && !named.includes(session));
};

/** Takes this incident's statement away, and a Deny of the whole role with it; the policy with its last statement. */
export const allowSessions = async (
  { incident, wanted, world }: Asking,
  by: Reach["by"] | undefined,
): Promise<"gone" | "taken back"> => {
  const { value: live } = await world.roles.read(lastPart(wanted.role));
  if (live === undefined || live.arn !== wanted.role) return "gone";
  const there = textIn(live);
  const sid = sidOf(incident.id, wanted.kind);
  const rest = denyText(readDenies(there).filter((deny) => deny.sid !== sid));
  if (there !== undefined && rest === undefined) await world.roles.deleteInline(live.name, containment.chained);
  if (rest !== undefined && rest !== there) await world.roles.putInline(live.name, containment.chained, rest);
  if (by !== undefined) await allowRole(live, by, world.place, world.roles);
  return "taken back";
};

interface Seen {
  live: RoleImage;
  at: string;
  deny: SessionDeny;
  /** Not denied yet. */
  missing: readonly string[];
  /** Those that our statement names now. */
  named: readonly string[];
  whole?: Reach["by"];
}

const look = async ({ incident, wanted, world }: Asking): Promise<Seen | Looked> => {
  const around = { place: world.place, settings: world.settings, isVendors: true };
  const asked = { arn: wanted.role, as: "chained" as const };
  // Before it is read: IAM knows roles by their names, and another account may have one of this name.
  const never = touchable(asked, { ...around, live: { arn: wanted.role } });
  if (never !== undefined) return refused(never, world.now(), wanted);
  const { value: live, at } = await world.roles.read(lastPart(wanted.role));
  if (live === undefined) return over("the role is gone, and its sessions with it", at);
  const why = touchable(asked, { ...around, live });
  if (why !== undefined) return refused(why, at, wanted);
  const sessions = ofThisRole(wanted, live);
  if (sessions.length === 0) return over("another role has this name by now: those sessions can do nothing", at);
  return seenOf(incident, wanted, { live, at, sessions }, world);
};

const ofThisRole = ({ kind, sessions }: Wanted, { id }: RoleImage): Wanted["sessions"] =>
  kind === "workers"
    ? sessions.map(({ session, at }) => ({ session: `${id}:${session}`, at }))
    : sessions.filter(({ session }) => session.startsWith(`${id}:`));

const seenOf = (
  incident: Incident,
  { kind }: Wanted,
  { live, at, sessions }: Pick<Seen, "live" | "at"> & { sessions: Wanted["sessions"] },
  { place }: IncidentWorld,
): Seen => {
  const sid = sidOf(incident.id, kind);
  const own = readDenies(textIn(live)).find((deny) => deny.sid === sid);
  const whole = denialOf(live, place);
  const missing = whole === undefined ? sessions.filter((one) => !isCovered(own, kind, one)) : [];
  const names = sessions.map(({ session }) => session);
  // What was denied stays denied: the links of a busy role may not reach back so far any more.
  const all = [...new Set([...names, ...(own?.sessions ?? [])])];
  const deny: SessionDeny = { sid, sessions: all, ...(kind === "chained" && { before: laterBy(at, ahead) }) };
  return {
    live,
    at,
    deny,
    missing: missing.map(({ session }) => session),
    named: own?.sessions ?? [],
    ...(whole && { whole }),
  };
};

const isCovered = (
  own: SessionDeny | undefined,
  kind: Wanted["kind"],
  { session, at }: Wanted["sessions"][number],
): boolean => {
  if (own === undefined || !own.sessions.includes(session)) return false;
  if (own.before === undefined) return true;
  return kind === "chained" && secondsBetween(at, own.before) > 0;
};

const textIn = ({ inline }: RoleImage): string | undefined =>
  inline.find(({ name }) => name === containment.chained)?.document;

/** IAM's time, or `full`: it counts otherwise than we do. */
const writeDenies = async (
  role: string,
  denies: readonly SessionDeny[],
  { roles }: IncidentWorld,
): Promise<string | "full"> => {
  const text = denyText(denies);
  if (text === undefined) return "full";
  try {
    return await roles.putInline(role, containment.chained, text);
  } catch (error) {
    const refusal = refusalIn(error);
    if (refusal.kind === "full") return "full";
    throw new IamRefusal(refusal.kind, `${role}: ${refusal.message}`, { cause: error });
  }
};

const denied = ({ deny, whole }: Pick<Seen, "deny" | "whole">, at: string): Looked => ({
  holds: true,
  reach: {
    status: "denied",
    sessions: deny.sessions,
    at,
    ...(whole && { by: whole }),
    why:
      whole === undefined
        ? "these sessions are denied; others of the role go on"
        : "the whole role is denied: its other sessions cannot act either",
  },
});

/** With the boundary that there is: whoever is cut off between setting ours and recording it still knows what to give back. */
const waiting = ({ live, deny, at }: Pick<Seen, "live" | "deny" | "at">, rest: readonly string[]): Looked => ({
  holds: false,
  reach: {
    status: "waiting",
    asks: "whole-role",
    ...(live.boundary === undefined ? {} : { by: { type: "boundary", before: live.boundary } }),
    sessions: rest,
    at,
    why: `the role's inline policies leave no room to deny ${rest.length} of ${deny.sessions.length} sessions by themselves: an approver may have the whole role denied (go on with chained), or shorten its policies`,
  },
});

const refused = (why: string, at: string, { sessions }: Wanted): Looked => ({
  holds: true,
  reach: { status: "refused", sessions: sessions.map(({ session }) => session), at, why },
});

const over = (why: string, at: string): Looked => ({ holds: true, reach: { status: "listed", at, why } });
