import { modeOf } from "../decide/containment-turn.ts";
import { type IncidentRequest, joined } from "../decide/joined-incident.ts";
import { RetryLater } from "../model/errors.ts";
import type { Incident } from "../model/incident.ts";
import type { Settings } from "../model/settings.ts";
import type { IncidentStore } from "../record/incidents.ts";
import { incidentIdOf } from "./incident-id.ts";
import { type StirEdges, stir } from "./stir.ts";
import { whileStale } from "./while-stale.ts";

export type { IncidentRequest } from "../decide/joined-incident.ts";

export interface IncidentEdges extends StirEdges {
  settings: Settings;
  incidents: Pick<IncidentStore, "current" | "save" | "follow">;
}

/** `known`: nothing that the incident does not say already, or of before its end. */
export interface Opened {
  incident: Incident;
  how: "opened" | "joined" | "known";
}

/** Seconds until a start that failed is tried again. */
const soon = 2;

/**
 * Opens an incident, or joins the one of its role that is under way, and sees to it that a run has it. Any number of triggers at any
 * time give one containment: the row is written by condition, and the execution's name is made of it. Nothing else is done before
 * the start. Throws `RetryLater` where the start failed: the row is there, and the next delivery starts it.
 */
export const openIncident = async (request: IncidentRequest, edges: IncidentEdges): Promise<Opened> => {
  const { stirred, ...opened } = await whileStale(() => written(request, edges));
  await started(opened.incident, stirred, edges);
  return opened;
};

type Written = Opened & { stirred: Parameters<typeof stir>[1] };

const written = async (request: IncidentRequest, { incidents, settings, now }: IncidentEdges): Promise<Written> => {
  const there = await incidents.current(request.role);
  const joining = joined(there, request, modeOf(settings, request.vendor) === "enforce");
  switch (joining.how) {
    case "open": {
      const incident = openedAfter(there, request, now());
      await (there ? incidents.follow(there, incident) : incidents.save(incident));
      return { incident, how: "opened", stirred: "start" };
    }
    case "join":
      await incidents.save(joining.incident);
      return { incident: joining.incident, how: "joined", stirred: joining.stir };
    case "known":
      return { incident: there as Incident, how: "known", stirred: joining.stir };
  }
};

const started = async (incident: Incident, how: Parameters<typeof stir>[1], edges: IncidentEdges): Promise<void> => {
  try {
    await stir(incident, how, edges);
  } catch (error) {
    const why = error instanceof Error ? error.name : "unknown";
    throw new RetryLater(`the containment ${incident.id} could not be started: ${why}`, soon, { cause: error });
  }
};

export const openedAfter = (last: Incident | undefined, request: IncidentRequest, now: string): Incident => {
  const { role, vendor, upTo, cause, exercise } = request;
  const number = (last?.number ?? 0) + 1;
  return {
    id: incidentIdOf(role, number),
    role,
    number,
    vendor,
    openedAt: now,
    causes: [cause],
    upTo,
    phase: "opened",
    why: cause.reason,
    ...(exercise ? { exercise } : {}),
    rungs: [],
    answers: [],
    reached: [],
    ...(last ? unrestored(last) : {}),
    ...(last?.fence === undefined ? {} : { fence: last.fence }),
    disturbed: [],
    notices: [],
    version: (last?.version ?? 0) + 1,
  };
};

/**
 * A role that was being put back is half contained: what it was before stands in the last incident's snapshot only. Another one would
 * take our own policies for the vendor's.
 */
const unrestored = ({ phase, snapshot, roleId, reached, replacedBy }: Incident): Partial<Incident> => {
  // What the restore would have given back at the end of its wait, which this incident ends.
  if (phase === "restored")
    return { reached: reached.filter(({ type, status }) => type === "chained-role" && status === "denied") };
  // The former role is gone; what its sessions took and made is not.
  if (replacedBy) return { reached };
  if (phase !== "restoring") return {};
  return { reached, ...(snapshot ? { snapshot } : {}), ...(roleId ? { roleId } : {}) };
};
