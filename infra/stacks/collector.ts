import { Duration, Stack, type StackProps } from "aws-cdk-lib";
import { ManagedPolicy, PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { Construct } from "constructs";
import { names } from "../../shared/names.ts";
import { type RuleDefinition, rulesFor } from "../../shared/rules.ts";
import { acknowledge } from "../constructs/acknowledge.ts";
import { Alarms } from "../constructs/alarms.ts";
import { EventRule, ruleArn } from "../constructs/event-rule.ts";
import { SealedQueue } from "../constructs/sealed-queue.ts";
import { WardenKey } from "../constructs/warden-key.ts";
import { WardenTopic } from "../constructs/warden-topic.ts";

export interface CollectorStackProps extends StackProps {
  homeRegion: string;
  /** Which of the rules this region needs. */
  wanted: (rule: RuleDefinition) => boolean;
  /** Roles of the settings outside our name space: rules of their own hear of them. */
  registered: readonly string[];
  /** Who is told when forwarding fails. */
  addresses: readonly string[];
  lab: boolean;
}

const forwarder = (stack: Stack, bus: string): Role => {
  const role = new Role(stack, "Forwarder", {
    roleName: `sagewarden-forward-${stack.region}`,
    path: names.rolePath,
    description: "Forwards what the rules of this region match to the home region",
    assumedBy: new ServicePrincipal("events.amazonaws.com", {
      conditions: { StringEquals: { "aws:SourceAccount": stack.account } },
    }),
    permissionsBoundary: ManagedPolicy.fromManagedPolicyName(
      stack,
      "Boundary",
      `${names.rolePath.slice(1)}${names.boundary}`,
    ),
  });
  role.addToPolicy(new PolicyStatement({ actions: ["events:PutEvents"], resources: [bus] }));
  return role;
};

/**
 * A further region: its rules forward to the home region's default bus, where the same rules match the event again, for
 * it keeps its source, account and region. Registered vendor roles are heard here. The rules that `audit-vendors` keeps
 * stand in the home region only: of roles that nobody registered, chained roles and minted principals it hears there, and
 * here that they are taken and what they change in IAM.
 */
export class CollectorStack extends Stack {
  constructor(scope: Construct, id: string, props: CollectorStackProps) {
    super(scope, id, props);
    const bus = this.formatArn({
      service: "events",
      region: props.homeRegion,
      resource: "event-bus",
      resourceName: "default",
    });
    const { roleArn } = forwarder(this, bus);
    // It seals copies of the trail's records only.
    const key = new WardenKey(this, "Key", { isKept: false });
    const rules = rulesFor(this, props.registered).filter(props.wanted);
    const dead = new SealedQueue(this, "Dead", {
      name: "sagewarden-forward-dead",
      key,
      rules: rules.map(({ name }) => ruleArn(this, name)),
      retentionPeriod: Duration.days(14),
    });
    for (const rule of ["Serverless-SQSRedrivePolicy", "AwsSolutions-SQS3"]) {
      acknowledge(dead, rule, "It is the dead-letter queue of this region's rules.");
    }
    for (const rule of rules) new EventRule(this, rule.name, rule, { arn: bus, roleArn, deadLetterArn: dead.queueArn });
    const topic = new WardenTopic(this, "AlarmTopic", {
      name: names.alarmTopic,
      displayName: "Sagewarden alarms",
      key,
    });
    topic.allowAlarms();
    if (!props.lab) topic.subscribe(props.addresses);
    new Alarms(this, "Alarms", topic, [
      {
        name: "forward-dead-letters",
        description: `Events of ${this.region} did not reach ${props.homeRegion}; they lie in ${dead.queueName}.`,
        metric: dead.metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(5), statistic: "Maximum" }),
        limit: { above: 0 },
        periods: 1,
      },
    ]);
  }
}
