import { CfnRole } from "aws-cdk-lib/aws-iam";
import { Construct } from "constructs";
import { unitName } from "../../shared/access/units.ts";
import { probeRole } from "../../shared/names.ts";
import type { StudioPolicies } from "./studio-policies.ts";
import { peoplesDocuments, rightsOf, unitTags } from "./studio-team.ts";

export interface ProbeRoleProps {
  team: string;
  project?: string | undefined;
  policies: StudioPolicies;
}

/**
 * In which attempts across the team's border are made: what its people's role has, policy by policy, and nobody's to take but the
 * function's that makes them.
 */
export class ProbeRole extends Construct {
  constructor(scope: Construct, id: string, { team, project, policies }: ProbeRoleProps) {
    super(scope, id);
    const unit = unitName({ team, project });
    const values = { team, ...(project !== undefined && { project }) };
    const { path, name } = probeRole(unit);
    const role = new CfnRole(this, "Role", {
      ...{ path, roleName: name, description: `Tries what people of ${unit} must not be able to do` },
      assumeRolePolicyDocument: policies.document("trust-probe", unit, { ...values, probe: name }),
      ...rightsOf(peoplesDocuments, { policies, name: unit, values }),
      tags: unitTags({ team, project, policies }),
    });
    role.addMetadata("Sagewarden", { kind: "other", team, ...(project !== undefined && { project }) });
  }
}
