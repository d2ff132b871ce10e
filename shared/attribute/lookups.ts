import type { IssuedSession } from "../model/activity.ts";
import type { Owner } from "../model/owner.ts";
import type { Tags } from "../model/tags.ts";

/** What is known of a Studio user profile or space. */
export interface StudioIdentity {
  arn: string;
  /** The owner tags: those of the recorded owner, or, where the ledger has no row of it, those it carries. */
  tags: Tags;
  /** The profile's own role, or its domain's default. */
  executionRole: string | undefined;
  /**
   * False when the role is its domain's default, so that every profile without a role of its own has it. Absent: not
   * known. Without a role of its own a tag that the caller wrote (`sagemaker:user-profile-arn`) cannot tell one user from another.
   */
  roleIsOwn?: boolean;
}

/** A resource's recorded owner. */
export interface RecordedOwner {
  arn: string;
  owner: Owner;
}

/** Who made a child, as the service's own Describe answer tells. */
export interface Lineage {
  /** ARNs of the tuning job, AutoML job, monitoring schedule, pipeline execution, … */
  parents: readonly string[];
  /** `CreatedBy.UserProfileArn`, where the kind has it. */
  createdByProfile: string | undefined;
}

/**
 * What resolvers may ask. Each is one narrow question; the Lambda answers from the ledger and AWS, `replay` from the
 * files it reads, tests from a table. Undefined or an empty list: not known. Throws only `RetryLater`.
 */
export interface Lookups {
  /** The session that issued this key. */
  sessionByKey(accessKeyId: string): Promise<IssuedSession | undefined>;
  /** Identity Center changes the key: role id, session name and the second of creation stay the same. */
  sessionByRole(roleId: string, name: string, createdAt: string): Promise<IssuedSession | undefined>;
  /** Every user profile of exactly this name in the account and region, whatever its domain; tags only if it is the only one. */
  profilesNamed(name: string, region: string): Promise<readonly StudioIdentity[]>;
  /** A user profile or a space by its ARN. */
  studioIdentity(arn: string): Promise<StudioIdentity | undefined>;
  /** Whether STS records of sessions behind a call at this time (ISO 8601) may still be on their way. No call, no clock of ours. */
  recordsMayBeLate(at: string): boolean;
  userTags(userName: string): Promise<Tags>;
  roleTags(roleArn: string): Promise<Tags>;
  /** The owner in the ledger; of a pipeline's execution, the owner of the profile that started it. */
  recordedOwner(arn: string): Promise<RecordedOwner | undefined>;
  /** The service's own word on who made a child. One Describe call. */
  lineage(resource: { arn: string; kind: string }): Promise<Lineage | undefined>;
  /** The resource's own tags, system tags included. One ListTags call, shared with the decision's read. */
  tagsOf(arn: string): Promise<Tags>;
}
