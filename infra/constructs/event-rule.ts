import { Duration, type Stack } from "aws-cdk-lib";
import { CfnRule } from "aws-cdk-lib/aws-events";
import { Construct } from "constructs";
import type { RuleDefinition } from "../../shared/rules.ts";

export interface RuleTarget {
  /** A queue, or the event bus of another region. */
  arn: string;
  /** Only a bus needs a role to be written to. */
  roleArn?: string;
  deadLetterArn: string;
}

export const ruleArn = (stack: Stack, name: string): string =>
  stack.formatArn({ service: "events", resource: "rule", resourceName: name });

/** EventBridge's own most: a day of retries, then the dead letters. */
const retryPolicy = { maximumEventAgeInSeconds: Duration.hours(24).toSeconds(), maximumRetryAttempts: 185 };

/** A rule as `shared/rules.ts` defines it. CDK's own `Rule` knows no state but on and off. */
export class EventRule extends Construct {
  constructor(scope: Construct, id: string, definition: RuleDefinition, target: RuleTarget) {
    super(scope, id);
    new CfnRule(this, "Rule", {
      name: definition.name,
      description: definition.description,
      state: definition.state,
      eventPattern: definition.pattern,
      targets: [
        {
          id: "Target",
          arn: target.arn,
          ...(target.roleArn ? { roleArn: target.roleArn } : {}),
          deadLetterConfig: { arn: target.deadLetterArn },
          retryPolicy,
        },
      ],
    });
  }
}
