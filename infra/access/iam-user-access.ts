import { CfnGroup, CfnManagedPolicy, CfnUserToGroupAddition } from "aws-cdk-lib/aws-iam";
import { Construct } from "constructs";
import type { PolicyValues } from "../../shared/access/values.ts";
import { names } from "../../shared/names.ts";
import { acknowledgeDocument } from "./documents.ts";
import type { SignIn } from "./sign-in.ts";
import type { StudioPolicies } from "./studio-policies.ts";

export interface IamUserAccessProps {
  policies: StudioPolicies;
  /** Names of users that are there, each tagged with its team. They join the group; others may be put into it by hand. */
  users: readonly string[];
}

/** The name of the group, of which a user must be to go on into the role of a team. */
const groupName = "sagewarden-studio";

/** People come as IAM users, with a second factor; the user's name is their `studiouserid`. */
export class IamUserAccess extends Construct implements SignIn {
  readonly trust = "trust-iam-user";

  constructor(scope: Construct, id: string, { policies, users }: IamUserAccessProps) {
    super(scope, id);
    const policyDocument = policies.document("take-team-role", "access");
    const policy = new CfnManagedPolicy(this, "TakeTeamRole", {
      ...{ managedPolicyName: `${groupName}-take-team-role`, path: names.rolePath, policyDocument },
      description: "Go on into the role of one's own team",
    });
    acknowledgeDocument(policy, policyDocument, "The role's trust policy lets in users with the tag of its team only.");
    const group = new CfnGroup(this, "Group", { groupName, path: names.rolePath, managedPolicyArns: [policy.ref] });
    if (users.length > 0) new CfnUserToGroupAddition(this, "Users", { groupName: group.ref, users: [...users] });
  }

  valuesFor(): Partial<PolicyValues> {
    return {};
  }
}
