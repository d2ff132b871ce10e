import { CfnOutput, Stack, type StackProps } from "aws-cdk-lib";
import type { Construct } from "constructs";
import { BadInput } from "../../shared/model/errors.ts";
import { regionsOf, type Settings } from "../../shared/model/settings.ts";
import { VendorRole } from "../constructs/vendor-role.ts";

export interface VendorsStackProps extends StackProps {
  settings: Settings;
}

/** The vendors whose roles nobody else makes. */
export const vendorsWeMake = ({ vendors }: Settings): readonly string[] =>
  Object.entries(vendors).flatMap(([name, { roleArn }]) => (roleArn === undefined ? name : []));

/** One bucket can be made once. */
const refuseSharedBuckets = (roles: readonly VendorRole[]): void => {
  const makers = new Map<string, string>();
  for (const { vendor, buckets } of roles.map(({ contract }) => contract)) {
    for (const { bucket } of buckets.filter(({ madeBy }) => madeBy === "us")) {
      const first = makers.get(bucket) ?? vendor;
      if (first !== vendor)
        throw new BadInput(
          `vendors.${vendor}.bucket: ${first} has ${bucket} made already; allowed: create in one contract`,
        );
      makers.set(bucket, vendor);
    }
  }
};

/** The roles of all registered vendors that nobody else deploys. IAM is global: there is one such stack, at home. */
export class VendorsStack extends Stack {
  constructor(scope: Construct, id: string, { settings, ...props }: VendorsStackProps) {
    super(scope, id, props);
    const roles = vendorsWeMake(settings).map((vendor) => {
      const { roleArn: _, ...contract } = settings.vendors[vendor] as Settings["vendors"][string];
      const role = new VendorRole(this, `Vendor-${vendor}`, { vendor, contract, regions: regionsOf(settings) });
      new CfnOutput(role, "RoleArn", { value: role.roleArn, description: `The role of ${vendor}` });
      return role;
    });
    refuseSharedBuckets(roles);
  }
}
