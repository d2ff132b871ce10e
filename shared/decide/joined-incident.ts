import { type Cause, endedPhases, type Incident, type UpTo } from "../model/incident.ts";
import { secondsBetween } from "../model/time.ts";
import { isPersons } from "./containment-turn.ts";
import { isAtLeast } from "./finding-rows.ts";
import { type Abuse, isOutdated, withAbuse } from "./stamp-again.ts";

/** Somebody or something asks for the containment of a role. */
export interface IncidentRequest {
  role: string;
  vendor: string | undefined;
  upTo: UpTo;
  cause: Cause;
  /** A drill on a decoy. */
  exercise?: true;
  /** Of a signal: the act that showed it. */
  act?: Act;
  /** The newest session that did what signals of the same batch tell. */
  abuse?: Abuse;
}

export interface Act {
  /** ISO 8601, CloudTrail's. */
  at: string;
  hasFailed: boolean;
  /** When the session began that acted, where the record tells it. */
  sessionAt?: string;
}

/** `wake`: its run has to look now · `start`: there has to be a run · `rest`: neither. */
export type Stir = "wake" | "start" | "rest";

/**
 * What a cause does to the role's incidents. `open`: the next one · `join`: the one that is there, changed · `known`: nothing that
 * it does not say already.
 */
export type Joining = { how: "open" } | { how: "join"; incident: Incident; stir: Stir } | { how: "known"; stir: Stir };

const upTos: readonly UpTo[] = ["sessions", "deny", "trust", "detach", "delete"];
export const farther = (one: UpTo, other: UpTo): UpTo => (upTos.indexOf(other) > upTos.indexOf(one) ? other : one);

/** Decides by what is there. `isEnforced`: signals may contain this role now. */
export const joined = (there: Incident | undefined, request: IncidentRequest, isEnforced: boolean): Joining => {
  if (there === undefined) return { how: "open" };
  const isAsked = isPersons(request.cause);
  const isNext = opensNext(there, request, isEnforced);
  if (isNext !== undefined) return isAsked || isNext ? { how: "open" } : { how: "known", stir: "rest" };
  const changed = withAbuse(withCause(there, request), isEnforced ? request.abuse : undefined);
  const isNew = changed !== there;
  const incident = isNew ? { ...changed, version: there.version + 1 } : there;
  const stir = isAsked ? "wake" : stirOf(incident, isNew);
  return isNew ? { how: "join", incident, stir } : { how: "known", stir };
};

/** Whether a signal opens the next incident; undefined: this one is under way, and it joins. */
const opensNext = (there: Incident, request: IncidentRequest, isEnforced: boolean): boolean | undefined => {
  if (endedPhases.includes(there.phase)) return isNews(there, request, isEnforced);
  if (there.phase === "restoring" || there.phase === "restored") return isAfterRestore(there, request);
  // Its role is gone, and nothing of it can be done to the one that has the name by now.
  return there.replacedBy && isOfNewRole(there.replacedBy, request);
};

/** Signals come by the second, and each waking costs the run some of its operations: what waits or is proven is left to it. */
const stirOf = (row: Incident, isNew: boolean): Stir => {
  const { phase } = row;
  if (phase === "contained") return isOutdated(row) ? "wake" : "rest";
  return phase === "failed" && !isNew ? "rest" : "start";
};

/**
 * Whether a signal says something new of an incident that has ended. The act of a record that comes late was judged with it. What
 * may not be touched, or is only observed, is told once a day, and again where it became graver.
 */
const isNews = (there: Incident, { cause, act }: IncidentRequest, isEnforced: boolean): boolean => {
  const endedAt = there.restore?.at ?? there.endedAt ?? there.openedAt;
  if (there.phase === "closed") return act === undefined || isLater(act, endedAt);
  if (there.phase === "observed" && isEnforced) return true;
  const worst = there.causes.some(({ severity = "info" }) => isAtLeast(severity, cause.severity ?? "info"));
  return !worst || cause.at.slice(0, 10) > there.openedAt.slice(0, 10);
};

/** Stolen sessions from before stay dead, and their denied calls are no new abuse. */
const isAfterRestore = ({ restore, restoredAt, openedAt }: Incident, { act }: IncidentRequest): boolean =>
  act === undefined || isLater(act, restore?.at ?? restoredAt ?? openedAt);

const isOfNewRole = ({ createdAt }: NonNullable<Incident["replacedBy"]>, { act }: IncidentRequest): boolean =>
  act === undefined || isLater(act, createdAt);

/** CloudTrail's times have whole seconds. */
const isLater = ({ at, hasFailed, sessionAt }: Act, than: string): boolean =>
  secondsBetween(than, at) > -1 && !(hasFailed && sessionAt !== undefined && secondsBetween(than, sessionAt) <= -1);

/** Of a flood of signals the first of each kind says why; people's words are all kept, as far as a row has room. */
const mostCauses = 40;

const withCause = (there: Incident, { cause, upTo }: IncidentRequest): Incident => {
  const isAsked = isPersons(cause);
  const farthest = isAsked ? farther(there.upTo, upTo) : there.upTo;
  const isSame = (known: Cause): boolean =>
    known.type === cause.type &&
    known.by === cause.by &&
    (isAsked ? known.at === cause.at : isAtLeast(known.severity ?? "info", cause.severity ?? "info"));
  const isKnown = there.causes.some(isSame) || (!isAsked && there.causes.length >= mostCauses);
  if (isKnown && farthest === there.upTo) return there;
  const [first, ...later] = there.causes;
  const causes = isKnown ? there.causes : [...(first ? [first] : []), ...later.slice(2 - mostCauses), cause];
  return { ...there, causes, upTo: farthest };
};
