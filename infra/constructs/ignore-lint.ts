import type { CfnResource } from "aws-cdk-lib";

/** Says to cfn-lint, in the template, that a rule of its does not hold for one resource, and why. */
export const ignoreLint = (resource: CfnResource, rule: string, reason: string): void =>
  resource.addMetadata("cfn-lint", { config: { ignore_checks: [rule] }, reason });
