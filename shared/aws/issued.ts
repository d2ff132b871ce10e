import type { Credentials as Issued } from "@aws-sdk/client-sts";

/** Of a session, as the SDK's clients take them. They are kept in no variable that is logged. */
export interface Credentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken: string;
}

/** What STS issued, for a client. */
export const credentialsFrom = (issued: Issued | undefined): Credentials => {
  const { AccessKeyId = "", SecretAccessKey = "", SessionToken = "" } = issued ?? {};
  return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
};
