import type { Severity } from "../../model/finding.ts";
import type { Settings } from "../../model/settings.ts";
import type { VendorAct, Watched } from "../../model/vendor-act.ts";
import type { RoleState } from "../../vendors/watch/state.ts";

/** What a signal looks at: one act, and what is known of the role before it and with it. */
export interface SeenAct {
  act: VendorAct;
  watched: Watched;
  before: RoleState;
  after: RoleState;
  settings: Settings;
}

/** One behaviour that breaks a contract, or that no vendor should show: one file, one test, one generated page. */
export interface Signal {
  id: string;
  severity: Severity;
  why: string;
  /** What it cannot see: data events that nobody records, calls that CloudTrail leaves out. */
  blind: string;
  /** Who does this rightly, and how to say so. */
  falsePositives: string;
  /** MITRE ATT&CK techniques, e.g. `T1098.001`. */
  attack: readonly string[];
  /** Which records it needs. */
  needs: "management" | "data";
  /** Rests on what was learnt: never starts a containment, and says nothing while the role is being learnt. */
  learnt?: true;
  /** One sentence per thing seen, or undefined where the act does not concern the signal. No secret, no external id. */
  detect(seen: SeenAct): readonly string[] | undefined;
  severityOf?(seen: SeenAct): Severity;
}

/** A signal that was seen. `score`: of the role, after it, 0 to 100. */
export interface SeenSignal {
  eventId: string;
  /** ISO 8601 */
  at: string;
  role: string;
  vendor: string | undefined;
  signal: string;
  severity: Severity;
  score: number;
  detail: string;
}
