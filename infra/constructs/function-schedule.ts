import { Duration, Stack } from "aws-cdk-lib";
import { type IManagedPolicy, PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { CfnSchedule } from "aws-cdk-lib/aws-scheduler";
import { Construct } from "constructs";
import { names } from "../../shared/names.ts";
import type { WardenKey } from "./warden-key.ts";

/** A function is run; a queue gets `{}`, and with it the queue's retries. */
export type ScheduleTarget = { functionArn: string } | { queueArn: string; key: WardenKey };

export interface FunctionScheduleProps {
  /** Of the function. */
  name: string;
  /** ISO 8601 duration, whole minutes. */
  every: string;
  target: ScheduleTarget;
  boundary: IManagedPolicy;
}

/** Of the role in whose name the scheduler acts: a queue's policy names it. */
export const scheduleRoleName = (functionName: string): string => `${functionName}-schedule`;

/** Runs a function at an interval. A run that fails is not made up for: the next one looks at everything again. */
export class FunctionSchedule extends Construct {
  constructor(scope: Construct, id: string, props: FunctionScheduleProps) {
    super(scope, id);
    const stack = Stack.of(this);
    const role = new Role(this, "Role", {
      roleName: scheduleRoleName(props.name),
      path: names.rolePath,
      description: `Starts ${props.name}`,
      assumedBy: new ServicePrincipal("scheduler.amazonaws.com", {
        conditions: { StringEquals: { "aws:SourceAccount": stack.account } },
      }),
      permissionsBoundary: props.boundary,
    });
    const { target } = props;
    const [action, arn] =
      "queueArn" in target
        ? (["sqs:SendMessage", target.queueArn] as const)
        : (["lambda:InvokeFunction", target.functionArn] as const);
    role.addToPolicy(new PolicyStatement({ actions: [action], resources: [arn] }));
    if ("key" in target) target.key.allowUse(role, ["sqs"]);
    new CfnSchedule(this, "Schedule", {
      name: props.name,
      description: `Starts ${props.name}`,
      scheduleExpression: `rate(${minutes(props.every)} ${minutes(props.every) === 1 ? "minute" : "minutes"})`,
      flexibleTimeWindow: { mode: "OFF" },
      target: {
        arn,
        roleArn: role.roleArn,
        ...("queueArn" in target ? { input: "{}" } : {}),
        retryPolicy: { maximumRetryAttempts: 0 },
      },
    });
  }
}

const minutes = (every: string): number => Duration.parse(every).toMinutes();
