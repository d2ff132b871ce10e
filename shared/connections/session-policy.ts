import { parseArn } from "../model/arn.ts";
import type { Connection } from "../model/connection-settings.ts";
import { bucketStatements } from "./bucket-statements.ts";
import { ecrStatements, sagemakerStatements, secretsStatements } from "./named-statements.ts";
import { sidOf } from "./sid.ts";
import type { Grant } from "./statement.ts";
import { type ReadTarget, readTarget, type Target } from "./target.ts";

/** AssumeRole takes no longer one. https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
export const longestSessionPolicy = 2_048;

type Role = Parameters<Grant>[2];

const statementsOf = (target: Target, access: Connection["access"], role: Role): ReturnType<Grant> => {
  switch (target.kind) {
    case "s3":
      return bucketStatements(target, access, role);
    case "sagemaker":
      return sagemakerStatements(target, access, role);
    case "ecr":
      return ecrStatements(target, access, role);
    case "secrets":
      return secretsStatements(target, access, role);
  }
};

/**
 * What caps a session to the connection, however wide its role is; or why there can be none. The first statement's Sid says which
 * connection it is. The role says the partition, and the account of a target that is only a name.
 */
export const sessionPolicy = (
  { name, kind, target: text, access }: Pick<Connection, "name" | "kind" | "target" | "access">,
  roleArn: string,
): { policy: string } | { problem: string } => {
  const target: ReadTarget = readTarget(kind, text);
  if ("problem" in target) return target;
  const { partition, account } = parseArn(roleArn) ?? {};
  if (!partition || !account) return { problem: "the role is no ARN; allowed: a role's ARN" };
  if (target.kind !== "s3" && target.place !== undefined && target.place.partition !== partition) {
    return { problem: `the target is in the partition ${target.place.partition}; allowed: the role's, ${partition}` };
  }
  const [first, ...rest] = statementsOf(target, access, { partition, account });
  const policy = JSON.stringify({ Version: "2012-10-17", Statement: [{ Sid: sidOf(name), ...first }, ...rest] });
  if (policy.length <= longestSessionPolicy) return { policy };
  const problem = `its session policy would have ${policy.length} characters; allowed: ${longestSessionPolicy}, by a shorter target`;
  return { problem };
};
