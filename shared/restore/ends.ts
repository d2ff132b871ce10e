import type { IncidentPhase } from "../model/incident.ts";

/** How the way back ended, where it did not end with the role put back. */
export interface End {
  how: "refused" | "failed";
  /** Sentences: what it was, and what a person can do. */
  why: string;
  remedy: string;
  /** What the incident is again. */
  phase: IncidentPhase;
}
