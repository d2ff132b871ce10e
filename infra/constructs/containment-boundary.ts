import { Stack } from "aws-cdk-lib";
import { Effect, PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { Construct } from "constructs";
import type { FunctionDefinition } from "../../shared/model/function-definition.ts";
import type { Settings } from "../../shared/model/settings.ts";
import { names } from "../../shared/names.ts";
import { isIamWrite, neededBy, writesIam } from "../iam-writes.ts";
import { Boundary } from "./boundary.ts";

export interface ContainmentBoundaryProps {
  /** All functions; those that write IAM have this boundary. */
  definitions: readonly FunctionDefinition[];
  settings: Pick<Settings, "protected">;
}

/** Who cannot be contained: service-linked roles, Identity Center's, our own, and those by which CDK deploys us. */
const untouchable = (account: string): readonly string[] => [
  `role${names.rolePath}*`,
  `policy${names.rolePath}*`,
  "role/aws-service-role/*",
  "role/aws-reserved/*",
  `role/cdk-*-role-${account}-*`,
];

/** Users stand in the settings by name or ARN; an ARN has the path too. */
const userResources = (user: string): string[] =>
  user.startsWith("arn:") ? [user] : [`user/${user}`, `user/*/${user}`];

/**
 * The most that the functions can do that contain and restore. What nobody may contain is denied here as well, where neither a
 * mistake in their code nor a policy that somebody attaches to them gets past it.
 */
export class ContainmentBoundary extends Boundary {
  constructor(scope: Construct, id: string, { definitions, settings }: ContainmentBoundaryProps) {
    const writers = definitions.filter(writesIam);
    super(scope, id, writers, names.containmentBoundary);
    const writes = neededBy(writers).filter(isIamWrite);
    if (writes.length === 0) return;
    const { partition, account } = Stack.of(this);
    const { roles, users } = settings.protected;
    const own = [...untouchable(account), ...users.flatMap(userResources)];
    const resources = own.map((one) => (one.startsWith("arn:") ? one : `arn:${partition}:iam::${account}:${one}`));
    this.addStatements(
      new PolicyStatement({
        sid: "NotTheirs",
        effect: Effect.DENY,
        actions: [...writes],
        resources: [...resources, ...roles],
      }),
    );
  }
}
