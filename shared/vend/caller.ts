import type { LambdaFunctionURLEvent } from "aws-lambda";
import { lastPart, parseArn } from "../model/arn.ts";

/** The application that calls, as Lambda's own check of its signature tells it. */
export interface Caller {
  /** Of its session. */
  arn: string;
  partition: string;
  account: string;
  roleName: string;
}

const session = /^assumed-role\/([\w+=,.@-]{1,64})\/[\w+=,.@-]{2,64}$/;

/** Undefined where nobody was checked, and for whoever is no role's session. */
export const callerOf = ({ requestContext }: LambdaFunctionURLEvent): Caller | undefined => {
  // A URL without IAM has no `authorizer`; the types know only that of IAM.
  const { iam } = (requestContext as { authorizer?: { iam?: { userArn?: unknown } } } | undefined)?.authorizer ?? {};
  const arn = typeof iam?.userArn === "string" ? iam.userArn : "";
  const { partition, service, account, resource } = parseArn(arn) ?? {};
  const [, roleName] = session.exec(resource ?? "") ?? [];
  if (service !== "sts" || partition === undefined || account === undefined || roleName === undefined) return undefined;
  return { arn, partition, account, roleName };
};

/** Whether it is one of these roles. A session's ARN has not the role's path, and a role's name is one in its account. */
export const isOneOf = ({ partition, account, roleName }: Caller, roles: readonly string[]): boolean =>
  roles.some((role) => {
    const arn = parseArn(role);
    return (
      arn?.service === "iam" &&
      arn.partition === partition &&
      arn.account === account &&
      arn.resource.startsWith("role/") &&
      lastPart(arn.resource) === roleName
    );
  });
