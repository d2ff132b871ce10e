import { covers } from "../../../policy/glob.ts";
import type { Grant } from "../../../policy/grants.ts";
import type { SeenRole } from "../rule.ts";
import { grantsOf, limitedTo, stillGrants, witnessOf } from "./grants.ts";

/** To whom a role is passed by an action of a service, where that is not `<prefix>.amazonaws.com`. */
const principals: Readonly<Record<string, readonly string[]>> = {
  autoscaling: ["ec2"],
  apprunner: ["tasks.apprunner", "build.apprunner"],
  batch: ["batch", "ecs-tasks", "ec2", "spotfleet"],
  "cognito-identity": ["cognito-identity"],
  datapipeline: ["datapipeline", "elasticmapreduce", "ec2"],
  ecs: ["ecs-tasks", "ecs"],
  elasticmapreduce: ["elasticmapreduce", "ec2"],
  "emr-serverless": ["emr-serverless", "ops.emr-serverless"],
  imagebuilder: ["ec2", "imagebuilder"],
};

/** What of PassRole goes beyond the contract: grants with the resources that it does not declare. */
export const undeclaredPasses = (seen: SeenRole): readonly Grant[] => {
  const declared = seen.contract?.passRoles ?? [];
  const all = `arn:${seen.account.partition}:iam::${seen.account.account}:role/*`;
  return grantsOf(seen, "iam:PassRole").flatMap((grant) => {
    const resources = grant.resources
      .filter((resource) => !declared.some((pattern) => covers(pattern, resource)))
      .filter((resource) => stillGrants(seen, grant, "iam:PassRole", witnessOf(resource, all)));
    return resources.length > 0 ? [{ ...grant, resources }] : [];
  });
};

/** To which services a statement lets a role be passed; undefined: to any. */
export const passedTo = ({ statement }: Grant): readonly string[] | undefined =>
  limitedTo(statement, /^iam:PassedToService$/i);

/** Whether a role that may be passed so can be passed by this service's actions. */
export const isPassable = (grant: Grant, prefix: string): boolean => {
  const allowed = passedTo(grant);
  if (allowed === undefined) return true;
  const possible = (principals[prefix] ?? [prefix]).map((name) => `${name}.amazonaws.com`);
  return possible.some((name) => allowed.some((pattern) => covers(pattern, name)));
};
