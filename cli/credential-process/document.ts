import { endsAt, type Kept, type Moment } from "./servable.ts";

/** What the SDKs read from a `credential_process`, on one line. */
export const credentialDocument = (kept: Kept, now: Moment): string => {
  const { accessKeyId, secretAccessKey, sessionToken } = kept.session;
  return JSON.stringify({
    Version: 1,
    ...{ AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey, SessionToken: sessionToken },
    Expiration: endsAt(kept, now).toISOString(),
  });
};
