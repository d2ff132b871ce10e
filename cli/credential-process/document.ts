import type { Session } from "#shared/assume/model.ts";

/** What the SDKs read from a `credential_process`, on one line. */
export const credentialDocument = ({ accessKeyId, secretAccessKey, sessionToken, expiresAt }: Session): string =>
  JSON.stringify({
    Version: 1,
    ...{ AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey, SessionToken: sessionToken },
    Expiration: expiresAt,
  });
