import { isDisturber, signalRequests } from "../decide/signal-requests.ts";
import type { JudgedSignal } from "../decide/vendor-notices.ts";
import { type DisturbEdges, disturb } from "./disturb.ts";
import { type IncidentEdges, openIncident } from "./open-incident.ts";

/**
 * Starts what the contract says of a role's signals, and has what they disturb put back. What disturbs a containment is the cause of
 * one only where none is there.
 */
export const containFor = async (
  role: string,
  judged: readonly JudgedSignal[],
  edges: IncidentEdges & DisturbEdges,
): Promise<void> => {
  const { requests, disturbances } = signalRequests(judged);
  const isThere = disturbances.length > 0 && (await disturb(role, disturbances, edges)) !== undefined;
  for (const request of requests) if (!(isThere && isDisturber(request.cause.by))) await openIncident(request, edges);
};
