import { Stack } from "aws-cdk-lib";
import { CfnManagedPolicy, CfnRole, type CfnRoleProps } from "aws-cdk-lib/aws-iam";
import type { IBucket } from "aws-cdk-lib/aws-s3";
import type { ISecret } from "aws-cdk-lib/aws-secretsmanager";
import { Construct } from "constructs";
import type { Contract } from "../../shared/model/contract.ts";
import { boundaryDocument, permissionsDocument, tagsOf, trustDocument } from "../../shared/vendors/role/documents.ts";
import type { PolicyJson } from "../../shared/vendors/role/policy-json.ts";
import { acknowledgePattern } from "./acknowledge.ts";
import { RoleGuard } from "./role-guard.ts";
import { VendorBucket } from "./vendor-bucket.ts";
import { contractFor, type VendorContract } from "./vendor-contract.ts";
import { VendorExternalId } from "./vendor-external-id.ts";

export interface VendorRoleProps {
  /** Letters, digits and _.-, at most 32: it becomes part of the role's path, its name, its tag and a secret's name. */
  vendor: string;
  /** What the vendor may do, as under `vendors.<name>` of `sagewarden.yaml`. */
  contract: VendorContract;
  /** Where the contract names no regions. Absent: the stack's region. */
  regions?: readonly string[];
  /**
   * A deployment fails while Sagewarden contains the role: it would open it again. False: in this account and region no Sagewarden
   * is deployed that could be asked.
   */
  isGuarded?: boolean;
  /** Where the access logs of the buckets go that are made here. Absent: no such logs. */
  accessLogs?: IBucket;
}

/** IAM takes no less; a shorter `maxSession` is watched. */
const hour = 3_600;

/**
 * One role for one vendor, which can do what its contract says and nothing else. Throws BadInput at synth for a contract of which
 * no role can be made: the place, what was found, what is allowed.
 */
export class VendorRole extends Construct {
  readonly roleArn: string;
  readonly roleName: string;
  readonly contract: Contract;
  /** With the external id that was made; undefined: the contract gives one. */
  readonly externalIdSecret: ISecret | undefined;
  /** Those of the contract that are made here. */
  readonly buckets: readonly IBucket[];

  constructor(scope: Construct, id: string, props: VendorRoleProps) {
    super(scope, id);
    const { vendor, contract: input, regions, accessLogs } = props;
    const { partition, account, region } = Stack.of(this);
    const place = { partition, account };
    const contract = contractFor({ vendor, contract: input, regions: regions ?? [region] }, place);
    this.contract = contract;
    this.buckets = this.#makeBuckets(accessLogs);
    const externalId = this.#externalId();
    this.externalIdSecret = externalId.secret;
    const { path, name: roleName } = contract.role;
    const boundary = new CfnManagedPolicy(this, "Boundary", {
      managedPolicyName: `${roleName}-boundary`,
      path,
      description: `The most that ${roleName} can ever do`,
      policyDocument: boundaryDocument(contract, place),
    });
    const permissions = permissionsDocument(contract, place);
    const writes: CfnRoleProps = {
      path,
      roleName,
      description: `What ${vendor} may do here`,
      maxSessionDuration: hour,
      assumeRolePolicyDocument: trustDocument(contract, { partition, externalId: externalId.value }),
      permissionsBoundary: boundary.ref,
      policies: [{ policyName: "contract", policyDocument: permissions }],
      tags: Object.entries(tagsOf(contract)).map(([key, value]) => ({ key, value })),
    };
    const role = new CfnRole(this, "Role", writes);
    for (const construct of [role, boundary]) acknowledgePatterns(construct, permissions);
    if (props.isGuarded !== false) {
      const guard = new RoleGuard(this, "Guard", {
        vendor,
        roleArn: `arn:${partition}:iam::${account}:role${path}${roleName}`,
        writes: { role: writes, boundary: boundary.policyDocument },
        parameters: externalId.versions,
      });
      for (const construct of [role, boundary]) construct.node.addDependency(guard);
    }
    this.roleArn = role.attrArn;
    this.roleName = role.ref;
  }

  #makeBuckets(accessLogs: IBucket | undefined): readonly IBucket[] {
    const names = this.contract.buckets.flatMap(({ bucket, madeBy }) => (madeBy === "us" ? bucket : []));
    return [...new Set(names)].map(
      (bucketName) => new VendorBucket(this, `Bucket-${bucketName}`, { bucketName, accessLogs }) as IBucket,
    );
  }

  #externalId(): Pick<VendorExternalId, "value" | "versions"> & { secret: ISecret | undefined } {
    const { vendor, externalId } = this.contract;
    if (externalId.type === "given") return { secret: undefined, value: externalId.value, versions: [] };
    return new VendorExternalId(this, "ExternalId", { vendor, secretName: externalId.secret });
  }
}

const acknowledgePatterns = (construct: Construct, { Statement }: PolicyJson): void => {
  const resources = Statement.flatMap(({ Effect, Resource = [] }) => (Effect === "Allow" ? Resource : []));
  for (const resource of new Set(resources)) {
    acknowledgePattern(
      construct,
      resource,
      "The contract's own: keys under a prefix, or what carries the vendor's name and tag.",
    );
  }
};
