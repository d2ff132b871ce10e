import { CfnManagedPolicy } from "aws-cdk-lib/aws-iam";
import { Construct } from "constructs";
import { denyDocument } from "../../shared/contain/policies.ts";
import { containment, names } from "../../shared/names.ts";

/** There before they are needed: a role whose inline policies leave no room is denied by one of these. They deny everything. */
export class ContainmentPolicies extends Construct {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.#add("ManagedDeny", containment.managedDeny, "Attached to a role, it denies all that the role may");
    this.#add("DenyBoundary", containment.boundary, "As a role's boundary, it denies all that the role may");
  }

  #add(id: string, managedPolicyName: string, description: string): void {
    new CfnManagedPolicy(this, id, {
      managedPolicyName,
      path: names.rolePath,
      description,
      policyDocument: JSON.parse(denyDocument()),
    });
  }
}
