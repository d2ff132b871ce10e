import type { IncidentRequest } from "../decide/joined-incident.ts";
import type { Cause, Incident } from "../model/incident.ts";
import { role } from "../vendors/watch/example-acts.ts";
import { incidentIdOf } from "./incident-id.ts";

/** For tests: auger's incident, in which nothing is wrong, with the things that a test is about. */

export const at = "2026-07-01T10:06:00.000Z";
/** So many seconds later, or before. */
export const later = (seconds: number): string => new Date(Date.parse(at) + seconds * 1000).toISOString();

export const signalCause = (change: Partial<Cause> = {}): Cause => ({
  type: "signal",
  by: "account-sweep",
  reason: "account-sweep: 12 services asked for their lists",
  at: "2026-07-01T10:05:58Z",
  findings: ["account-sweep 11111111-0000-4000-8000-000000000001"],
  severity: "critical",
  ...change,
});

export const operatorCause = (change: Partial<Cause> = {}): Cause => ({
  type: "operator",
  by: "arn:aws:sts::111122223333:assumed-role/operators/anna",
  reason: "the vendor called",
  at,
  findings: [],
  ...change,
});

export const exampleIncident = (change: Partial<Incident> = {}): Incident => ({
  id: incidentIdOf(role, change.number ?? 1),
  role,
  number: 1,
  vendor: "auger",
  openedAt: at,
  causes: [signalCause()],
  upTo: "trust",
  phase: "containing",
  why: "account-sweep: 12 services asked for their lists",
  rungs: [],
  answers: [],
  reached: [],
  disturbed: [],
  notices: [],
  version: 3,
  ...change,
});

export const signalRequest = (change: Partial<IncidentRequest> = {}): IncidentRequest => ({
  role,
  vendor: "auger",
  upTo: "trust",
  cause: signalCause(),
  act: { at: "2026-07-01T10:05:58Z", hasFailed: false, sessionAt: "2026-07-01T10:00:00Z" },
  ...change,
});

export const operatorRequest = (change: Partial<IncidentRequest> = {}): IncidentRequest => ({
  role,
  vendor: "auger",
  upTo: "trust",
  cause: operatorCause(),
  ...change,
});
