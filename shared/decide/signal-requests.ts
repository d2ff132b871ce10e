import type { Incident } from "../model/incident.ts";
import { epochOf, secondsBetween } from "../model/time.ts";
import { isAtLeast } from "./finding-rows.ts";
import type { IncidentRequest } from "./joined-incident.ts";
import type { Abuse } from "./stamp-again.ts";
import { type JudgedSignal, startsContainment } from "./vendor-notices.ts";

/** What the signals of one role ask of its containment. */
export interface SignalRequests {
  /** One for each signal that starts a containment by its contract; the first of the gravest is the first. */
  requests: readonly IncidentRequest[];
  /** What undid a containment, or should not have succeeded. */
  disturbances: readonly Incident["disturbed"][number][];
}

const disturbers: readonly string[] = ["containment-undone", "act-after-containment"];
export const isDisturber = (signal: string): boolean => disturbers.includes(signal);
/** Of one batch. One is enough to begin, the others say why, too. */
const most = 8;
const longestReason = 500;

export const signalRequests = (judged: readonly JudgedSignal[]): SignalRequests => {
  const starting = judged.filter(startsContainment);
  const firsts = [...Map.groupBy(starting, ({ signal }) => signal.signal).values()].map(gravest);
  const abuse = starting.flatMap(abuseOf).reduce<Abuse | undefined>(newer, undefined);
  const requests = firsts
    .toSorted(graverFirst)
    .slice(0, most)
    .flatMap(requestOf)
    .map((request) => (abuse === undefined ? request : { ...request, abuse }));
  const disturbances = judged
    .filter(({ signal, act }) => isDisturber(signal.signal) && !hasFailed(act))
    .map(({ signal }) => ({ at: signal.at, what: reasonOf(signal) }));
  return { requests, disturbances };
};

const graverFirst = ({ signal: one }: JudgedSignal, { signal: other }: JudgedSignal): number => {
  if (one.severity !== other.severity) return isAtLeast(one.severity, other.severity) ? -1 : 1;
  return one.at < other.at ? -1 : 1;
};

const gravest = (same: readonly JudgedSignal[]): JudgedSignal => same.toSorted(graverFirst)[0] as JudgedSignal;

const requestOf = ({ signal, act, watched }: JudgedSignal): IncidentRequest[] => {
  const { contract, how } = watched;
  if (contract === undefined) return [];
  const { at, eventId, severity, role, vendor } = signal;
  // Who takes the role does so from a session of their own.
  const sessionAt = how === "assumed" ? undefined : act.principal.session?.createdAt;
  return [
    {
      role,
      vendor: vendor ?? contract.vendor,
      upTo: contract.contain.upTo,
      cause: {
        type: "signal",
        by: signal.signal,
        reason: reasonOf(signal),
        at,
        findings: [`${signal.signal} ${eventId}`],
        severity,
      },
      act: { at, hasFailed: hasFailed(act), ...(sessionAt === undefined ? {} : { sessionAt }) },
    },
  ];
};

/** No stamp on the role ends what a key or user does that a session has made. */
const abuseOf = ({ signal, act, watched: { how } }: JudgedSignal): Abuse[] => {
  if (how === "minted") return [];
  const began = how === "assumed" ? undefined : act.principal.session?.createdAt;
  return [{ at: began !== undefined && epochOf(began) !== undefined ? began : signal.at, why: reasonOf(signal) }];
};

const newer = (one: Abuse | undefined, other: Abuse): Abuse =>
  one !== undefined && secondsBetween(one.at, other.at) <= 0 ? one : other;

const hasFailed = ({ errorCode, errorMessage }: JudgedSignal["act"]): boolean =>
  errorCode !== undefined || errorMessage !== undefined;

const reasonOf = ({ signal, detail }: JudgedSignal["signal"]): string => `${signal}: ${detail}`.slice(0, longestReason);
