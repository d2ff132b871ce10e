import { Stack } from "aws-cdk-lib";
import { CfnManagedPolicy, CfnRole } from "aws-cdk-lib/aws-iam";
import { Construct } from "constructs";
import { unitName } from "../../shared/access/units.ts";
import { BadInput } from "../../shared/model/errors.ts";
import { adminOf, names, studioRole } from "../../shared/names.ts";
import { acknowledgeDocument } from "./documents.ts";
import type { StudioPolicies } from "./studio-policies.ts";

export interface StudioAdminProps {
  team: string;
  project?: string | undefined;
  /** Ids of the team's people: a profile can be made with these as `studiouserid` only. */
  people: readonly string[];
  policies: StudioPolicies;
  /** ARNs of who may take the role, `*` and `?` allowed. */
  principals: readonly string[];
}

/** IAM attaches ten; one is the administrators' own. */
const mostPolicies = 9;
const reason =
  "An administrator manages the profiles of one team; opens none, and writes no guarded tag but while creating.";

/**
 * Who makes and changes a team's profiles: with the tags of that team and of a person of it, and with its execution roles. One
 * role for each team, so that none reaches into another.
 */
export class StudioAdmin extends Construct {
  readonly roleArn: string;

  constructor(scope: Construct, id: string, props: StudioAdminProps) {
    super(scope, id);
    const { team, project, people, policies, principals } = props;
    const unit = unitName({ team, project });
    const values = { teams: [team], ...(project !== undefined && { projects: [project] }) };
    const lists = fitting(people, (some) => policies.document("admin-profiles", unit, { ...values, people: some }));
    if (lists.length > mostPolicies) {
      throw new BadInput(`${unit}: ${people.length} people fill ${lists.length} policies; allowed: ${mostPolicies}`);
    }
    const documents = [policies.document("admin", unit, { team, ...(project !== undefined && { project }) }), ...lists];
    const { path, name } = studioRole(adminOf(unit));
    const made = documents.map((policyDocument, index) => {
      const policy = new CfnManagedPolicy(this, `Policy${index}`, {
        ...{ managedPolicyName: `${name}-${index}`, path: names.rolePath, policyDocument },
        description: index === 0 ? `The profiles of ${unit}` : `Which profiles may be made for ${unit}`,
      });
      acknowledgeDocument(policy, policyDocument, reason);
      return policy.ref;
    });
    const role = new CfnRole(this, "Role", {
      ...{ path, roleName: name, description: `Makes and changes the profiles of ${unit}` },
      assumeRolePolicyDocument: trust(this, principals),
      managedPolicyArns: made,
    });
    role.addMetadata("Sagewarden", { kind: "admin", team, ...(project !== undefined && { project }) });
    this.roleArn = role.attrArn;
  }
}

/** No session tags: a team's tag would make this somebody of the team. */
const trust = (scope: Construct, principals: readonly string[]): object => {
  const { partition, account } = Stack.of(scope);
  return {
    Version: "2012-10-17",
    Statement: [
      {
        ...{ Sid: "Administrators", Effect: "Allow", Action: "sts:AssumeRole" },
        Principal: { AWS: `arn:${partition}:iam::${account}:root` },
        Condition: { ArnLike: { "aws:PrincipalArn": principals } },
      },
    ],
  };
};

/** As few documents as take all people. Throws what the document says where not even one person fits. */
const fitting = (people: readonly string[], make: (some: readonly string[]) => object): readonly object[] => {
  if (people.length === 0) return [];
  try {
    return [make(people)];
  } catch (error) {
    if (!(error instanceof BadInput) || people.length === 1) throw error;
    const half = Math.ceil(people.length / 2);
    return [...fitting(people.slice(0, half), make), ...fitting(people.slice(half), make)];
  }
};
