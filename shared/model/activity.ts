import type { Tags } from "./tags.ts";

/** Who called, as `userIdentity` tells it. Every field is absent when the record lacks it: services have neither ARN nor account. */
export interface Principal {
  /** `IAMUser`, `AssumedRole`, `Root`, `AWSService`, `AWSAccount`, `IdentityCenterUser`, …, or `Unknown` when absent. */
  type: string;
  account?: string;
  arn?: string;
  principalId?: string;
  /** Only IAM users, SAML and web identity users have one. */
  userName?: string;
  accessKeyId?: string;
  /** The AWS service that called for the principal, e.g. `sagemaker.amazonaws.com`. */
  invokedBy?: string;
  session?: RoleSession;
  /** Identity Center: trusted identity propagation. */
  onBehalfOf?: { userId: string; identityStoreArn?: string };
}

export interface RoleSession {
  /** Keeps the role's path; `Principal.arn` drops it. */
  roleArn?: string;
  /** `AROA…` */
  roleId?: string;
  /** Chosen by the caller: proves nothing by itself, except for Identity Center's own roles. */
  name?: string;
  /** ISO 8601, as recorded. */
  createdAt?: string;
  sourceIdentity?: string;
}

/** What every activity carries from its record. */
export interface Recorded {
  /** `eventID`; for a state-change event the envelope's `id`. */
  eventId: string;
  eventName: string;
  /** ISO 8601, the service's time. */
  at: string;
  account: string;
  region: string;
  partition: string;
  principal: Principal;
}

export interface ResourceRef {
  arn: string;
  /** A row of the kinds table, e.g. `TrainingJob`. */
  kind: string;
}

/** How a creation was announced: by its API call, by a service event, only by SageMaker's state-change event, or by nothing: the sweep found it. */
export type Announcement = "api" | "service-event" | "state-change" | "sweep";

export interface Creation extends Recorded {
  type: "creation";
  resource: ResourceRef;
  announcedBy: Announcement;
  /** When SageMaker's own event was sent: every state of a resource tells the same time of creation. */
  toldAt?: string;
  /** The tags of the request, or of the state-change event. */
  requestTags: Tags;
  /** False when the record was truncated or carries no request: absence of a tag then proves nothing. */
  tagsComplete: boolean;
  /** The role handed to the resource (`roleArn`, `executionRoleArn`, `defaultUserSettings.executionRole`, `userSettings.executionRole`). */
  executionRole?: string;
  /** ARNs of jobs or pipeline executions that the record names as this resource's maker. */
  parents: readonly string[];
  /** Evidence came late, or the sweep looked: an outcome without an owner is judged once more. */
  again?: true;
}

/** AddTags or DeleteTags. */
export interface Retag extends Recorded {
  type: "retag";
  resource: { arn: string; kind: string | undefined };
  added: Tags;
  removed: readonly string[];
}

/** CreatePresignedDomainUrl: somebody asked for the address by which one is in a user profile. */
export interface ProfileUrl extends Recorded {
  type: "profile-url";
  resource: ResourceRef;
  /** The error's code, where it was refused. */
  refused?: string;
}

/** An STS call that issued credentials. */
export interface SessionIssued extends Recorded {
  type: "session";
  session: IssuedSession;
}

/** One row of the session ledger. Holds no secret: an access key id is an identifier. */
export interface IssuedSession {
  /** The issued key, which later records carry as `userIdentity.accessKeyId`. */
  accessKeyId: string;
  operation:
    | "AssumeRole"
    | "AssumeRoleWithSAML"
    | "AssumeRoleWithWebIdentity"
    | "GetFederationToken"
    | "GetSessionToken"
    | "AssumeRoot";
  roleArn?: string;
  roleId?: string;
  name?: string;
  issuedAt: string;
  expiresAt?: string;
  /** `tags` or `principalTags` of the request. */
  tags: Tags;
  transitiveKeys: readonly string[];
  /** `incomingTransitiveTags`: what a chain brought along; AWS's own word. */
  inheritedTags: Tags;
  sourceIdentity?: string;
  /** AssumeRoleWithSAML's `subject`, AssumeRoleWithWebIdentity's `subjectFromWebIdentityToken`. */
  subject?: string;
  /** The connection that its session policy says it is of: whoever asked wrote that policy. A session that comes of this one has none of it. */
  connection?: string;
  /** The principal that asked for the session. */
  issuedTo: Principal;
}

export type Activity = Creation | Retag | ProfileUrl | SessionIssued;
