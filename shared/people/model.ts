import type { Settings } from "../model/settings.ts";
import type { TagKeys } from "../model/tag-keys.ts";
import type { Tags } from "../model/tags.ts";

/** What the directory is held against. Whatever was not read is undefined, and is not judged. */
export interface LiveState {
  studio: { domains: readonly string[]; profiles: readonly LiveProfile[] } | undefined;
  /** Those of the teams: under `/sagewarden/studio/` and `/sagemaker/`. */
  roles: readonly LiveRole[] | undefined;
  users: readonly LiveUser[] | undefined;
  /** Of Identity Center, those whose ids the directory names. */
  identities: readonly LiveIdentity[] | undefined;
}

export interface LiveProfile {
  arn: string;
  domainId: string;
  name: string;
  tags: Tags;
  /** Its own, or else its domain's. */
  executionRole: string | undefined;
}

export interface LiveRole {
  arn: string;
  name: string;
  path: string;
  tags: Tags;
  /** ARN of its permissions boundary. */
  boundary: string | undefined;
}

export interface LiveUser {
  name: string;
  tags: Tags;
}

export interface LiveIdentity {
  userId: string;
  emails: readonly string[];
}

/** What the directory says, and for which account. */
export interface Ground {
  settings: Pick<Settings, "people" | "teams" | "access">;
  keys: TagKeys & { project: string };
  partition: string;
  account: string;
  /** ISO 8601 date. */
  today: string;
}

/** An ARN of the account, of a service without regions. */
export const arnUnder = (
  { partition, account }: Pick<Ground, "partition" | "account">,
  service: string,
  what: string,
): string => `arn:${partition}:${service}::${account}:${what}`;
