import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fakeEndpoint, type SentRequest } from "#shared/aws/fake-endpoint.ts";
import { connections, directory, roleArn } from "#shared/connections/fixture.ts";
import { drive } from "../fixture.ts";

/** A folder with the settings of the fixture, and with these connections beside its own. */
export const folderWith = (more = ""): string => {
  const folder = mkdtempSync(join(tmpdir(), "sagewarden-connection-test-"));
  writeFileSync(join(folder, "sagewarden.yaml"), `${directory}${connections}${more}`);
  return folder;
};

const issued = (): string => `<AccessKeyId>ASIA1</AccessKeyId><SecretAccessKey>secret</SecretAccessKey>
<SessionToken>token</SessionToken><Expiration>${new Date(Date.now() + 3_600_000).toISOString()}</Expiration>`;

const refused = (message: string) => ({
  status: 403,
  body: `<Error><Code>AccessDenied</Code><Message>${message} on resource: ${roleArn("sales")}</Message></Error>`,
});

interface Wish {
  /** The IAM user that asks. */
  user: string;
  /** What STS refuses to do, or nothing. */
  refuses?: string;
  more?: string;
  env?: NodeJS.ProcessEnv;
}

/** For tests: `sagewarden connection …` of somebody, with STS and S3 on this machine. */
export const connection = async (argv: readonly string[], { user, refuses, more, env = {} }: Wish) => {
  const bucket = '<?xml version="1.0"?><ListBucketResult><KeyCount>0</KeyCount></ListBucketResult>';
  const s3 = { body: bucket, headers: { "content-type": "application/xml" } };
  const denied = { status: 403, body: "<Error><Code>AccessDenied</Code><Message>no</Message></Error>" };
  const aws = await fakeEndpoint({
    GetCallerIdentity: () => ({
      body: `<Account>111122223333</Account><Arn>arn:aws:iam::111122223333:user/${user}</Arn>`,
    }),
    AssumeRole: () =>
      refuses === undefined ? { body: issued() } : refused(`User: ${user} is not authorized to perform: ${refuses}`),
    "/lake": (query) => (query.includes("prefix=sales%2F") ? s3 : denied),
    "/scratch": () => s3,
  });
  try {
    const said = await drive(["connection", ...argv], folderWith(more), { ...process.env, ...env });
    return { ...said, sent: aws.sent as readonly SentRequest[] };
  } finally {
    await aws.close();
  }
};
