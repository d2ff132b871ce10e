import type { Incident, IncidentPhase } from "./model/incident.ts";
import type { DeploymentStore } from "./record/deployments.ts";
import type { IncidentStore } from "./record/incidents.ts";

/** A deployment of a vendor's role, before it writes anything. */
export interface Deployment {
  type: "create" | "update" | "delete";
  /** ARN */
  role: string;
  vendor: string;
  /** A hash of all that it would write to the role. */
  writes: string;
}

export interface GuardEdges {
  incidents: Pick<IncidentStore, "current">;
  deployments: DeploymentStore;
}

/** A role that waits for a person is as it was; one that is restored is its own again. */
const closed: readonly IncidentPhase[] = ["opened", "containing", "contained", "failed", "restoring"];

/**
 * Why a deployment must not write a role now; undefined: it may. Trust, policies and boundary of a contained role are what contains
 * it, and CloudFormation would put its own in their place.
 *
 * A refused update is rolled back: CloudFormation asks for what was let before, and is let, as nothing has reached the role. A
 * rollback for another cause has written the role, so it is judged like any deployment.
 */
export const guardDeployment = async (
  { type, role, vendor, writes }: Deployment,
  { incidents, deployments }: GuardEdges,
): Promise<string | undefined> => {
  // A role that is gone lets nobody in; one that comes again under its name is judged then.
  if (type === "delete") return undefined;
  const incident = await incidents.current(role);
  const before = await deployments.of(role);
  if (incident === undefined || !closed.includes(incident.phase)) {
    if (before.let !== writes || before.refused !== undefined) await deployments.save(role, { let: writes });
    return undefined;
  }
  if (type === "update" && before.refused !== undefined && before.let === writes) return undefined;
  await deployments.save(role, { ...before, refused: writes });
  return why(incident, vendor);
};

const why = ({ id, phase, openedAt, containedAt }: Incident, vendor: string): string =>
  `The role of ${vendor} is contained (incident ${id}, ${phase} since ${containedAt ?? openedAt}), and this deployment would write its trust and policies anew. Nothing of it was changed. Put it back first: npx sagewarden vendors restore ${vendor}; then deploy again.`;
