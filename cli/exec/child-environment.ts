import type { Environment } from "#shared/aws/sts-endpoint.ts";
import { formerNames } from "../env/former.ts";
import { handleName } from "../env/handle.ts";

/** Every variable by which an SDK would find other credentials than the child's own. The region is the child's to choose. */
const removed: readonly string[] = [
  ...formerNames.filter((name) => name !== "AWS_REGION" && name !== "AWS_DEFAULT_REGION"),
  handleName,
];

/** What the child has, but for credentials; the region where one was named anywhere, so that it need not look into a profile. */
export const childEnvironment = (
  env: Environment,
  region: string | undefined,
  given: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> => {
  const kept = Object.entries(env).filter(
    (pair): pair is [string, string] => pair[1] !== undefined && !removed.includes(pair[0]),
  );
  const regions = region === undefined ? {} : { AWS_REGION: region, AWS_DEFAULT_REGION: region };
  const missing = Object.entries(regions).filter(([name]) => !env[name]);
  return { ...Object.fromEntries([...kept, ...missing]), ...given };
};
