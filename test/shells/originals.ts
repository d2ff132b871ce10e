import type { Former } from "../../cli/env/former.ts";

type Values = Partial<Record<keyof Former, string>>;

/** What a shell has before it borrows. */
interface Original {
  /** As `--status` tells it. */
  kind: string;
  exported: Values;
  /** Variables that the shell has for itself. */
  own?: Values;
  /** The access key id that must take every role. */
  source: string;
}

const longLived = { AWS_ACCESS_KEY_ID: "AKIAORIGINAL", AWS_SECRET_ACCESS_KEY: "originally/secret" };

export const originals: Readonly<Record<string, Original>> = {
  none: { kind: "none", exported: {}, source: "AKIADEFAULT" },
  "long-lived": { kind: "long-lived", exported: { ...longLived, AWS_REGION: "eu-west-1" }, source: "AKIAORIGINAL" },
  temporary: {
    ...{ kind: "temporary", source: "ASIAORIGINAL" },
    exported: {
      ...{ AWS_ACCESS_KEY_ID: "ASIAORIGINAL", AWS_SECRET_ACCESS_KEY: "a+secret", AWS_SESSION_TOKEN: "FwoG/original==" },
      ...{ AWS_SECURITY_TOKEN: "FwoG/original==", AWS_CREDENTIAL_EXPIRATION: "2026-07-01T11:00:00Z" },
      AWS_DEFAULT_REGION: "",
    },
  },
  profile: { kind: "profile", exported: { AWS_PROFILE: "work", AWS_REGION: "" }, source: "AKIAWORK" },
  "profile beside what the shell has for itself": {
    ...{
      kind: "profile",
      exported: { AWS_PROFILE: "work", AWS_ROLE_SESSION_NAME: "two\nlines\n" },
      source: "AKIAWORK",
    },
    own: {
      AWS_SECRET_ACCESS_KEY: "it's\n$(touch canary)\n",
      AWS_DEFAULT_PROFILE: "",
      AWS_REGION: "home `touch canary`",
    },
  },
  "nothing but what the shell has for itself": {
    ...{ kind: "none", exported: {}, own: { ...longLived, AWS_SESSION_TOKEN: "" }, source: "AKIADEFAULT" },
  },
  "a container and a web identity beside keys": {
    ...{ kind: "long-lived", source: "AKIAORIGINAL" },
    exported: {
      ...longLived,
      ...{ AWS_CONTAINER_CREDENTIALS_FULL_URI: "http://127.0.0.1:1/", AWS_CONTAINER_AUTHORIZATION_TOKEN: "original" },
      ...{ AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: "/v2", AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: "/var/run/token" },
      ...{ AWS_WEB_IDENTITY_TOKEN_FILE: "/var/run/identity", AWS_ROLE_ARN: "arn:aws:iam::1:role/pod" },
    },
  },
};

export const credentialsFile = `[default]
aws_access_key_id = AKIADEFAULT
aws_secret_access_key = default
[work]
aws_access_key_id = AKIAWORK
aws_secret_access_key = work
`;
