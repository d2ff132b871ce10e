import { RemovalPolicy } from "aws-cdk-lib";
import { AnyPrincipal, Effect, PolicyStatement } from "aws-cdk-lib/aws-iam";
import { Key, KeySpec, KeyUsage } from "aws-cdk-lib/aws-kms";
import type { Construct } from "constructs";

export interface EvidenceMacKeyProps {
  /** ARNs of the roles that take snapshots. */
  makers: readonly string[];
  lab: boolean;
}

/**
 * KMS's key by which a snapshot is known to be ours. Whoever can write the bucket and the ledger still cannot make one that a restore
 * takes: the key's own policy lets nobody make a MAC but the functions that take snapshots.
 */
export class EvidenceMacKey extends Key {
  constructor(scope: Construct, id: string, { makers, lab }: EvidenceMacKeyProps) {
    super(scope, id, {
      description: "Sagewarden: snapshots of contained roles",
      keySpec: KeySpec.HMAC_256,
      keyUsage: KeyUsage.GENERATE_VERIFY_MAC,
      // Without it no role that is contained could be restored.
      removalPolicy: lab ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    this.addToResourcePolicy(
      new PolicyStatement({
        sid: "NobodyElse",
        effect: Effect.DENY,
        principals: [new AnyPrincipal()],
        actions: ["kms:GenerateMac"],
        resources: ["*"],
        ...(makers.length > 0 && { conditions: { ArnNotEquals: { "aws:PrincipalArn": makers } } }),
      }),
    );
  }
}
