import { Duration, Stack } from "aws-cdk-lib";
import { type IManagedPolicy, PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { Function as LambdaFunction } from "aws-cdk-lib/aws-lambda";
import { CfnSchedule } from "aws-cdk-lib/aws-scheduler";
import { Construct } from "constructs";
import type { ScheduleSource } from "../../shared/model/function-definition.ts";
import { names } from "../../shared/names.ts";

export interface FunctionScheduleProps {
  handler: LambdaFunction;
  name: string;
  source: ScheduleSource;
  boundary: IManagedPolicy;
}

/** Runs a function at an interval. A run that fails is not made up for: the next one looks at everything again. */
export class FunctionSchedule extends Construct {
  constructor(scope: Construct, id: string, props: FunctionScheduleProps) {
    super(scope, id);
    const stack = Stack.of(this);
    const role = new Role(this, "Role", {
      roleName: `${props.name}-schedule`,
      path: names.rolePath,
      description: `Starts ${props.name}`,
      assumedBy: new ServicePrincipal("scheduler.amazonaws.com", {
        conditions: { StringEquals: { "aws:SourceAccount": stack.account } },
      }),
      permissionsBoundary: props.boundary,
    });
    role.addToPolicy(
      new PolicyStatement({ actions: ["lambda:InvokeFunction"], resources: [props.handler.functionArn] }),
    );
    new CfnSchedule(this, "Schedule", {
      name: props.name,
      description: `Starts ${props.name}`,
      scheduleExpression: `rate(${minutes(props.source.every)} ${minutes(props.source.every) === 1 ? "minute" : "minutes"})`,
      flexibleTimeWindow: { mode: "OFF" },
      target: {
        arn: props.handler.functionArn,
        roleArn: role.roleArn,
        retryPolicy: { maximumRetryAttempts: 0 },
      },
    });
  }
}

const minutes = (every: string): number => Duration.parse(every).toMinutes();
