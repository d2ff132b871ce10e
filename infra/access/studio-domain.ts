import { RemovalPolicy } from "aws-cdk-lib";
import { CfnRole } from "aws-cdk-lib/aws-iam";
import { CfnDomain } from "aws-cdk-lib/aws-sagemaker";
import { Construct } from "constructs";
import { nobody, studioRole } from "../../shared/names.ts";
import type { StudioPolicies } from "./studio-policies.ts";

export interface StudioDomainProps {
  policies: StudioPolicies;
  /** Absent: `sagewarden`. */
  domainName?: string;
  vpc: string;
  subnets: readonly string[];
  /** SageMaker wants at least one where apps reach the internet only through the VPC. */
  securityGroups?: readonly string[];
  /** Absent: true. */
  isVpcOnly?: boolean;
  /** IAM, so that policies decide who opens a profile. In SSO mode nobody can ask for presigned URLs. */
  authMode?: "IAM" | "SSO";
  /** Encrypts the home folders. Absent: AWS's own key. */
  kmsKeyId?: string;
  /** It outlives its stack, with the home folders in it. Absent: true. */
  isKept?: boolean;
}

/**
 * A domain whose calls can be told apart: each session of Studio has the user profile's name as source identity, and what is made
 * in it gets the tags of profile and space.
 */
export class StudioDomain extends Construct {
  readonly domainId: string;
  readonly domain: CfnDomain;

  constructor(scope: Construct, id: string, props: StudioDomainProps) {
    super(scope, id);
    const { domainName = "sagewarden", vpc, subnets, securityGroups = [], isVpcOnly = true, authMode = "IAM" } = props;
    const role = this.#roleOfNobody(props.policies);
    this.domain = new CfnDomain(this, "Domain", {
      ...{ authMode, domainName, vpcId: vpc, subnetIds: [...subnets], tagPropagation: "ENABLED" },
      appNetworkAccessType: isVpcOnly ? "VpcOnly" : "PublicInternetOnly",
      domainSettings: { executionRoleIdentityConfig: "USER_PROFILE_NAME" },
      defaultUserSettings: {
        executionRole: role.attrArn,
        ...(securityGroups.length > 0 && { securityGroups: [...securityGroups] }),
      },
      ...(props.kmsKeyId !== undefined && { kmsKeyId: props.kmsKeyId }),
    });
    this.domain.applyRemovalPolicy(
      props.isKept === false ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    );
    this.domainId = this.domain.attrDomainId;
  }

  /** A domain must name a role. A profile without one of its own gets this, which may do nothing. */
  #roleOfNobody(policies: StudioPolicies): CfnRole {
    const { path, name } = studioRole(nobody);
    const role = new CfnRole(this, "Nobody", {
      ...{ path, roleName: name, description: "Of profiles without a team: it may do nothing" },
      assumeRolePolicyDocument: policies.document("trust-execution", name),
      permissionsBoundary: policies.arns["execution-boundary"],
    });
    role.addMetadata("Sagewarden", { kind: "other" });
    return role;
  }
}
