import { createHash } from "node:crypto";
import { ArnFormat, CustomResource, Duration, Lazy, RemovalPolicy, Stack } from "aws-cdk-lib";
import { Construct } from "constructs";
import { names } from "../../shared/names.ts";

export interface RoleGuardProps {
  vendor: string;
  roleArn: string;
  /** All that the deployment writes to the role: it asks anew when something in it changes. */
  writes: object;
  /** What the stack's parameters put into it: they change without the template. */
  parameters: readonly string[];
}

/**
 * Asks before a vendor's role is written whether it is contained; the deployment fails then, and the role stays as it is.
 * What depends on this is written after the answer.
 */
export class RoleGuard extends Construct {
  constructor(scope: Construct, id: string, { vendor, roleArn, writes, parameters }: RoleGuardProps) {
    super(scope, id);
    const stack = Stack.of(this);
    new CustomResource(this, "Asked", {
      resourceType: "Custom::SagewardenRoleGuard",
      serviceToken: stack.formatArn({
        service: "lambda",
        resource: "function",
        resourceName: names.functions.guardDeployments,
        arnFormat: ArnFormat.COLON_RESOURCE_NAME,
      }),
      serviceTimeout: Duration.minutes(2),
      properties: {
        Role: roleArn,
        Vendor: vendor,
        Documents: Lazy.string({ produce: () => hashOf(stack.resolve(writes)) }),
        Parameters: parameters,
      },
      // There is nothing to take back, and the function may be gone by then.
      removalPolicy: RemovalPolicy.RETAIN,
    });
  }
}

const hashOf = (writes: unknown): string => createHash("sha256").update(JSON.stringify(writes)).digest("hex");
