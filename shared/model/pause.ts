/**
 * One pause, as the parameter holds it (JSON). The newest one stays there after its end: what it held back has its time
 * after it.
 */
export interface Pause {
  /** ISO 8601 */
  from: string;
  /** ISO 8601. When somebody resumes before, this is set to then. */
  until: string;
  reason: string;
  /** ARN */
  by: string;
  /** Containment that signals ask for waits too. */
  containment: boolean;
  /** ARN of who resumed before its time. */
  endedBy?: string;
}

/** What a pause holds back: tags, stopping and deleting; or containing by itself. */
export type Brakeable = "resources" | "containment";

/** Why something waits, and for how many seconds at most: somebody may resume before. */
export interface Hold {
  why: string;
  seconds: number;
}
