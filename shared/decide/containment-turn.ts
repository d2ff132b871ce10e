import type { Contract } from "../model/contract.ts";
import { type Cause, type Incident, type IncidentAnswer, type RungId, rungIds, type UpTo } from "../model/incident.ts";
import type { Settings } from "../model/settings.ts";
import { counted } from "./counted.ts";

/** `tally` of the ledger: other roles that were contained within the burst's span, and within the hour. */
export interface Tally {
  burst: number;
  hour: number;
}

export interface TurnQuestion {
  incident: Incident;
  contract: Contract | undefined;
  settings: Settings;
  tally: Tally;
}

/**
 * Whether a containment may begin. `brake`: how far it goes without a person · `hold`: a person's word first, `metric` where that is
 * an alarm · `observe`: the mode forbids it, and what would be done is told.
 */
export type Turn =
  | { turn: "begin"; why: string; brake?: NonNullable<Incident["brake"]>; metric?: "ContainmentBurst" }
  | { turn: "hold"; why: string; metric?: "ContainmentLimit" }
  | { turn: "observe"; why: string };

/** Who asks in person: their word begins in every mode, and says how far it goes. */
export const isPersons = ({ type }: Pick<Cause, "type">): boolean => type !== "signal";

/** The vendor's own mode, else everybody's. */
export const modeOf = (settings: Settings, vendor: string | undefined): Settings["mode"] =>
  (vendor === undefined || !Object.hasOwn(settings.vendors, vendor) ? undefined : settings.vendors[vendor]?.mode) ??
  settings.mode;

/** How many people have to agree before a signal's containment begins, or goes beyond `upTo`. */
export const voicesNeeded = (contract: Contract | undefined): 1 | 2 => (contract?.contain.approval === "two" ? 2 : 1);

/** Whether the people who were asked have said that it may go on with this. */
export const isApproved = (answers: readonly IncidentAnswer[], of: "begin" | RungId): boolean =>
  answers.some((answer) => answer.choice === "go-on" && answer.verdict === "accepted" && answer.of === of);

/** A person's command acts in every mode and within no limit: the brakes are for what begins by itself. */
export const containmentTurn = ({ incident, contract, settings, tally }: TurnQuestion): Turn => {
  const asked = incident.causes.find(isPersons);
  if (asked) return { turn: "begin", why: `${asked.by} asked for it: ${asked.reason}` };
  const mode = modeOf(settings, incident.vendor);
  if (mode !== "enforce") return { turn: "observe", why: `the mode is ${mode}: nothing is done to the role` };
  if (isApproved(incident.answers, "begin")) return { turn: "begin", why: "approved" };
  const approval = contract?.contain.approval ?? "one";
  if (approval !== "none")
    return { turn: "hold", why: `the contract asks for ${counted(voicesNeeded(contract), "approver")} first` };
  const { containmentsPerHour, burst } = settings.limits;
  if (tally.hour >= containmentsPerHour) {
    const why = `${tally.hour} roles were contained within an hour, and limits.containmentsPerHour is ${containmentsPerHour}`;
    return { turn: "hold", why, metric: "ContainmentLimit" };
  }
  const severe = incident.causes[0]?.reason ?? "a signal";
  if (tally.burst < burst.roles) return { turn: "begin", why: severe };
  const why = `${counted(tally.burst + 1, "role")} within ${burst.within}: more than limits.burst.roles, ${burst.roles}. It may be a false alarm, or somebody who uses us to lock people out`;
  return { turn: "begin", why: severe, brake: { at: "deny", why }, metric: "ContainmentBurst" };
};

/** What each `upTo` does by itself. What follows from the deny runs with it; the boundary is beyond what restores easily. */
const within: Readonly<Record<UpTo, readonly RungId[]>> = {
  sessions: ["snapshot", "sessions"],
  deny: ["snapshot", "sessions", "deny", "restamp", "chained", "minted"],
  trust: ["snapshot", "sessions", "deny", "trust", "restamp", "chained", "minted"],
  detach: ["snapshot", "sessions", "deny", "trust", "restamp", "chained", "minted", "boundary", "detach"],
  delete: rungIds,
};
export const rungsUpTo = (upTo: UpTo): readonly RungId[] => within[upTo];

/** Why a rung waits for a person; undefined: it may be climbed now. A person's last word for it, or against all, holds. */
export const whyNot = (
  { upTo, brake, answers }: Pick<Incident, "upTo" | "brake" | "answers">,
  rung: RungId,
): string | undefined => {
  const said = answers.findLast(
    ({ verdict, choice, of }) =>
      verdict === "accepted" && (choice === "stop-here" || (choice === "go-on" && of === rung)),
  );
  if (said?.choice === "go-on") return undefined;
  if (said?.choice === "stop-here") return `${said.by} said at ${said.at} to stop here`;
  if (!rungsUpTo(upTo).includes(rung)) return `it goes up to ${upTo} by itself: an approver has to say that it goes on`;
  // To stamp again what is there already goes no farther.
  const isBraked = brake && rung !== "restamp" && rungIds.indexOf(rung) > rungIds.indexOf(brake.at);
  return isBraked ? `it stopped after ${brake.at}: ${brake.why}` : undefined;
};
