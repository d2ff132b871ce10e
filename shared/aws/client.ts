import { CannotTag } from "../act/classify.ts";
import { parseArn } from "../model/arn.ts";

/** For every SDK client. The queue is the retry: two attempts, milliseconds. A timeout only warns unless it is told to throw. */
export const clientSettings = {
  maxAttempts: 2,
  requestHandler: { connectionTimeout: 2_000, requestTimeout: 5_000, throwOnRequestTimeout: true },
};

/** One client per region and process. */
export const perRegion = <Client>(build: (region: string) => Client): ((region: string) => Client) => {
  const built = new Map<string, Client>();
  return (region) => {
    const client = built.get(region) ?? build(checked(region));
    built.set(region, client);
    return client;
  };
};

/** The region becomes part of a host name, and it may come from a record. */
const checked = (region: string): string => {
  if (/^[a-z]{2,4}(-[a-z]{1,12}){1,3}-\d{1,2}$/.test(region)) return region;
  throw new CannotTag("the ARN's region is not a region's name");
};

export const regionOf = (arn: string): string => checked(parseArn(arn)?.region ?? "");
