import { setTimeout } from "node:timers/promises";
import { dispatchIncident } from "#shared/aws/dispatch-incidents.ts";
import type { Cause } from "#shared/model/incident.ts";
import type { IncidentOrder, IncidentReply } from "#shared/model/incident-order.ts";
import type { FollowMeans } from "./follow.ts";

/** How the verbs reach the deployed functions. Tests answer from a table. */
export interface IncidentMeans extends FollowMeans {
  ask(order: Omit<IncidentOrder, "by" | "type">): Promise<IncidentReply>;
}

/** By the operator's own credentials, which need `lambda:InvokeFunction` on the dispatcher and nothing else. */
export const incidentMeans = (
  { region, by, type }: { region: string; by: string; type: Cause["type"] },
  signal: AbortSignal,
): IncidentMeans => {
  const ask: IncidentMeans["ask"] = (order) => dispatchIncident({ ...order, by, type }, { region });
  return {
    ask,
    status: (role) => ask({ op: "status", role }),
    // A timer that keeps the process: that of AbortSignal.timeout does not.
    wait: (ms) =>
      setTimeout(ms, undefined, { signal }).catch((error: unknown) => {
        if (!signal.aborted) throw error;
      }),
    now: () => performance.now(),
    isInterrupted: () => signal.aborted,
  };
};
