import { parseArn } from "../model/arn.ts";
import { BadInput } from "../model/errors.ts";
import type { EnvironmentName } from "../model/function-definition.ts";
import type { RulePlace } from "../rules.ts";

/** What the stack gave the function. Throws `BadInput` naming the variable. */
export const environment = (name: EnvironmentName, env = process.env): string => {
  const value = env[name];
  if (!value) throw new BadInput(`the environment variable ${name} is not set; deploy again`);
  return value;
};

/** The account and partition that we are deployed in, as the notices' topic tells them. */
export const placeOf = (topicArn: string): RulePlace => {
  const arn = parseArn(topicArn);
  if (!arn?.account) throw new BadInput("the environment variable TOPIC_ARN is not an ARN; deploy again");
  return { partition: arn.partition, account: arn.account };
};
