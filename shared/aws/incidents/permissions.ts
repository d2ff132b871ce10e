import { ownArn, type Permission } from "../../model/function-definition.ts";

/** `RoleEdge.read`. */
export const readRoles: Permission = {
  actions: [
    "iam:GetRole",
    "iam:GetRolePolicy",
    "iam:ListAttachedRolePolicies",
    "iam:ListInstanceProfilesForRole",
    "iam:ListRolePolicies",
  ],
  resources: [ownArn("iam", "", "role/*")],
  why: "The role as it is: read before each act and after it, and the whole of it for a snapshot, or to compare with one.",
};

/** `RoleEdge.managed`. AWS's own policies have `aws` in the account's place. */
export const readManagedPolicies: Permission = {
  actions: ["iam:GetPolicy", "iam:GetPolicyVersion"],
  resources: [ownArn("iam", "", "policy/*"), ownArn("iam", "", "policy/*").replace(/\$\{Account\}/, "aws")],
  why: "The managed policies of the role as they are in force: for the snapshot, and whether they still say what it says.",
};

/** `UserEdge.read`. */
export const readUsers: Permission = {
  actions: [
    "iam:GetLoginProfile",
    "iam:GetUser",
    "iam:GetUserPolicy",
    "iam:ListAccessKeys",
    "iam:ListAttachedUserPolicies",
    "iam:ListUserPolicies",
  ],
  resources: [ownArn("iam", "", "user/*")],
  why: "A user that the role's sessions made, or made a key for: what it has by now.",
};

/** `UserEdge.ownerOf`. */
export const readKeyOwners: Permission = {
  actions: ["iam:GetAccessKeyLastUsed"],
  resources: ["*"],
  why: "Whose a key is by now. The call names a key and knows no resources.",
};

/** `Evidence.put`: whoever has this can make snapshots that a restore believes. */
export const writeEvidence: readonly Permission[] = [
  {
    actions: ["s3:PutObject"],
    resources: ["evidence"],
    why: "The snapshot and the incident's document, each as a version of its own.",
  },
  { actions: ["kms:GenerateMac"], resources: ["macKey"], why: "By its MAC a snapshot is known to be ours." },
];

/** `Evidence.get`. */
export const readEvidence: readonly Permission[] = [
  {
    actions: ["s3:GetObject", "s3:GetObjectVersion"],
    resources: ["evidence"],
    why: "The version of the snapshot that the ledger names.",
  },
  {
    actions: ["s3:ListBucket", "s3:ListBucketVersions"],
    resources: ["evidenceBucket"],
    why: "Without it S3 says of a snapshot that is gone that it is forbidden.",
  },
  { actions: ["kms:VerifyMac"], resources: ["macKey"], why: "Whether the snapshot is the one that was taken." },
];

/** `IncidentWorld.calls`. */
export const readCalls: Permission = {
  actions: ["cloudtrail:LookupEvents"],
  resources: ["*"],
  why: "What the role's sessions called, for the incident's document. LookupEvents knows no resources.",
};

/** `IncidentWorld.namedIn`. */
export const readNames: readonly Permission[] = [
  {
    actions: ["iam:GetAccountAuthorizationDetails"],
    resources: ["*"],
    why: "Trust policies of other roles that name the role: a role that is made anew has another id. It knows no resources.",
  },
  {
    actions: ["s3:ListAllMyBuckets"],
    resources: ["*"],
    why: "Which buckets there are, whose policies may name the role. ListAllMyBuckets knows no resources.",
  },
  {
    actions: ["s3:GetBucketPolicy"],
    resources: [`arn:\${Partition}:s3:::*`],
    why: "A bucket's policy may name the role. Any bucket's may.",
  },
];
