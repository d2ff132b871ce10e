import { type Duration, Stack } from "aws-cdk-lib";
import {
  CfnApplicationAssignment,
  CfnAssignment,
  CfnInstanceAccessControlAttributeConfiguration,
  CfnPermissionSet,
} from "aws-cdk-lib/aws-sso";
import { Construct, type IDependable } from "constructs";
import type { PolicyValues } from "../../shared/access/values.ts";
import type { SignIn } from "./sign-in.ts";
import { type StudioDocument, StudioPolicies } from "./studio-policies.ts";

export interface IdentityCenterAccessProps {
  policies: StudioPolicies;
  instanceArn: string;
  /** Absent: `SagewardenStudio`. */
  permissionSet?: string;
  /** Ids of groups. */
  groups: readonly string[];
  /** Where the session tags come from: attributes that people cannot edit themselves. */
  attributes: Readonly<Record<"team" | "studiouserid" | "project", string>>;
  /** Absent: an hour. */
  maxSession?: Duration;
  /** False: Identity Center is not reached, where CloudFormation cannot. */
  hasInstance?: boolean;
}

const documents: readonly StudioDocument[] = ["read-only", "supporting-services", "developer", "workspace"];

/**
 * People come from Identity Center. One permission set for all teams: its sessions carry team and person as tags. From there they
 * may go on into the role of their team, for a source identity.
 */
export class IdentityCenterAccess extends Construct implements SignIn {
  readonly trust = "trust-identity-center";
  readonly #permissionSet: string;
  readonly #groups: readonly string[];

  constructor(scope: Construct, id: string, props: IdentityCenterAccessProps) {
    super(scope, id);
    const { policies, instanceArn, permissionSet = "SagewardenStudio", groups } = props;
    this.#permissionSet = permissionSet;
    this.#groups = groups;
    if (props.hasInstance === false) return;
    const border = new Set<string>([...policies.border, "studiouserid"]);
    new CfnInstanceAccessControlAttributeConfiguration(this, "Attributes", {
      instanceArn,
      accessControlAttributes: (["team", "studiouserid", "project"] as const).flatMap((name) =>
        border.has(name) ? [{ key: policies.tagKeys[name], value: { source: [props.attributes[name]] } }] : [],
      ),
    });
    const set = new CfnPermissionSet(this, "PermissionSet", {
      ...{ instanceArn, name: permissionSet, description: "SageMaker Studio, each team its own" },
      customerManagedPolicyReferences: documents.map((document) => StudioPolicies.nameOf(document)),
      inlinePolicy: inlineOf(policies),
      sessionDuration: props.maxSession?.toIsoString() ?? "PT1H",
    });
    set.node.addDependency(policies);
    for (const [index, principalId] of groups.entries()) {
      new CfnAssignment(this, `Assignment${index}`, {
        ...{ instanceArn, permissionSetArn: set.attrPermissionSetArn, principalType: "GROUP", principalId },
        ...{ targetType: "AWS_ACCOUNT", targetId: Stack.of(this).account },
      });
    }
  }

  valuesFor(): Partial<PolicyValues> {
    return { "permission-set": this.#permissionSet };
  }

  /**
   * Lets the groups into a domain in SSO mode. Profiles must be made after it: one that was made before is never assigned.
   */
  assignTo(applicationArn: string): IDependable {
    const all = new Construct(this, "Application");
    for (const [index, principalId] of this.#groups.entries()) {
      new CfnApplicationAssignment(all, `Assignment${index}`, { applicationArn, principalType: "GROUP", principalId });
    }
    return all;
  }
}

/** One document takes all: who is asked for by tags has no team in its text. */
const inlineOf = (policies: StudioPolicies): object => {
  const names = ["take-team-role", ...(policies.models === "named" ? ["models-by-tag"] : [])];
  const documents = names.map((name) => policies.document(name, "access") as { Statement: readonly object[] });
  return { Version: "2012-10-17", Statement: documents.flatMap(({ Statement }) => Statement) };
};
