import type { Environment } from "#shared/aws/sts-endpoint.ts";
import { entriesOf, inHome, readOrNothing } from "../assume/aws-files.ts";

/** What puts the files of the first boto out of the way, where they have keys: boto3 takes those before a container's. */
export const withoutBotoFile = (env: Environment): Readonly<Record<string, string>> => {
  const files = env.BOTO_CONFIG ? [env.BOTO_CONFIG] : ["/etc/boto.cfg", "~/.boto"];
  const texts = files.map((file) => readOrNothing(inHome(env, file)));
  const haveKeys = texts.some((text) =>
    entriesOf(text)
      .get("Credentials")
      ?.some(({ key }) => key === "aws_access_key_id"),
  );
  return haveKeys ? { BOTO_CONFIG: "/dev/null" } : {};
};
