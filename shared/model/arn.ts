/** An ARN's six fields; `resource` keeps its colons and slashes, e.g. `training-job/churn-2026`. */
export interface Arn {
  partition: string;
  service: string;
  region: string;
  account: string;
  resource: string;
}

/** Splits an ARN. Undefined when the text is not one: ARNs come from records and are hostile input. */
export const parseArn = (text: string): Arn | undefined => {
  const [prefix, partition, service, region, account, ...rest] = text.split(":");
  const resource = rest.join(":");
  if (prefix !== "arn" || !partition || !service || resource === "") return undefined;
  return { partition, service, region: region ?? "", account: account ?? "", resource };
};

export const formatArn = ({ partition, service, region, account, resource }: Arn): string =>
  `arn:${partition}:${service}:${region}:${account}:${resource}`;

/** Of a role's or user's ARN the name, without its path. */
export const lastPart = (arn: string): string => arn.slice(arn.lastIndexOf("/") + 1);
