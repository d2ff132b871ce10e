import { createHash } from "node:crypto";
import { ourAccount, type Parts, type PlantedUser, roleArn } from "./parts.ts";

/** The planted account as the AWS CLI would have saved it. */
export interface Documents {
  /** Pages of `aws iam get-account-authorization-details`. */
  details: readonly object[];
  /** `aws iam get-role`, an array of its answers. */
  roles: readonly object[];
  /** The decoded content of `aws iam get-credential-report`. */
  credentialReport: string;
  resourcePolicies: object;
}

const policy = (statements: readonly object[]): object => ({ Version: "2012-10-17", Statement: statements });
const boundaryArn = ({ vendor }: Parts): string => `arn:aws:iam::${ourAccount}:policy/boundary-${vendor}`;
const tagList = (tags: Readonly<Record<string, string>>): object[] =>
  Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));

/** A unique id as IAM's: letters and 2 to 7. */
const idOf = (prefix: string, name: string): string =>
  prefix +
  [...createHash("sha256").update(name).digest()]
    .slice(0, 17)
    .map((byte) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[byte % 32])
    .join("");

export const roleIdOf = (parts: Parts): string => idOf("AROA", parts.role.name);

const commonOf = (parts: Parts): object => ({
  Path: parts.role.path,
  RoleName: parts.role.name,
  RoleId: roleIdOf(parts),
  Arn: roleArn(parts),
  CreateDate: "2026-01-12T09:30:00+00:00",
  AssumeRolePolicyDocument: policy(parts.trust),
});

const boundaryOf = (parts: Parts): object =>
  parts.boundary === undefined
    ? {}
    : {
        PermissionsBoundary: {
          PermissionsBoundaryType: "Policy",
          PermissionsBoundaryArn: boundaryArn(parts),
        },
      };

const lastUsed = ({ role }: Parts): object =>
  role.usedAt === "never" ? {} : { LastUsedDate: role.usedAt, Region: "us-east-1" };

const detailOf = (parts: Parts): object => ({
  ...commonOf(parts),
  InstanceProfileList: [],
  RolePolicyList: Object.entries(parts.inline).map(([PolicyName, statements]) => ({
    PolicyName,
    PolicyDocument: policy(statements),
  })),
  AttachedManagedPolicies: parts.attached.map(({ arn }) => ({ PolicyName: arn.split("/").at(-1), PolicyArn: arn })),
  ...boundaryOf(parts),
  Tags: tagList(parts.tags),
  RoleLastUsed: lastUsed(parts),
});

const otherOf = ({ name, inline, trust }: Parts["others"][number]): object => ({
  Path: "/",
  RoleName: name,
  RoleId: idOf("AROA", name),
  Arn: `arn:aws:iam::${ourAccount}:role/${name}`,
  CreateDate: "2025-03-01T10:00:00+00:00",
  AssumeRolePolicyDocument: policy(trust),
  InstanceProfileList: [],
  RolePolicyList: [{ PolicyName: "permissions", PolicyDocument: policy(inline) }],
  AttachedManagedPolicies: [],
  Tags: [],
  RoleLastUsed: {},
});

const managed = (arn: string, statements: readonly object[]): object => ({
  PolicyName: arn.split("/").at(-1),
  PolicyId: idOf("ANPA", arn),
  Arn: arn,
  Path: "/",
  DefaultVersionId: "v2",
  AttachmentCount: 1,
  PermissionsBoundaryUsageCount: 0,
  IsAttachable: true,
  PolicyVersionList: [
    { Document: policy(statements), VersionId: "v2", IsDefaultVersion: true, CreateDate: "2026-02-01T00:00:00+00:00" },
    // What an older version said is not in force.
    { Document: policy([{ Effect: "Allow", Action: "*", Resource: "*" }]), VersionId: "v1", IsDefaultVersion: false },
  ],
});

const userOf = (user: PlantedUser): object => ({
  Path: user.path,
  UserName: user.name,
  UserId: idOf("AIDA", user.name),
  Arn: userArn(user),
  CreateDate: "2025-06-01T08:00:00+00:00",
  UserPolicyList: user.inline.length === 0 ? [] : [{ PolicyName: "inline", PolicyDocument: policy(user.inline) }],
  GroupList: [],
  AttachedManagedPolicies: [],
  Tags: tagList(user.tags),
});

const userArn = ({ path, name }: PlantedUser): string => `arn:aws:iam::${ourAccount}:user${path}${name}`;

const columns =
  "user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,password_next_rotation,mfa_active," +
  "access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,access_key_1_last_used_region,access_key_1_last_used_service," +
  "access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,access_key_2_last_used_region,access_key_2_last_used_service," +
  "cert_1_active,cert_1_last_rotated,cert_2_active,cert_2_last_rotated";

const reportRow = (user: PlantedUser): string => {
  const key = (state: PlantedUser["keys"][number] | undefined): readonly string[] =>
    state === undefined
      ? ["false", "N/A", "N/A", "N/A", "N/A"]
      : [`${state === "active"}`, "2026-03-01T00:00:00+00:00", "2026-11-01T00:00:00+00:00", "us-east-1", "s3"];
  return [
    ...[user.name, userArn(user), "2025-06-01T08:00:00+00:00", "false", "N/A", "N/A", "N/A", "false"],
    ...[...key(user.keys[0]), ...key(user.keys[1]), "false", "N/A", "false", "N/A"],
  ].join(",");
};

const pageSize = 40;

/** Everything in pages of 40 roles, as AWS cuts it; users and policies come on the first. */
export const documentsOf = (planted: readonly Parts[]): Documents => {
  const roles = planted.flatMap((parts) => [detailOf(parts), ...parts.others.map(otherOf)]);
  const users = planted.flatMap((parts) => parts.users);
  const policies = planted.flatMap((parts) => [
    ...(parts.boundary === undefined ? [] : [managed(boundaryArn(parts), parts.boundary)]),
    ...parts.attached.flatMap(({ arn, statements }) => (statements ? [managed(arn, statements)] : [])),
  ]);
  const count = Math.max(1, Math.ceil(roles.length / pageSize));
  return {
    details: Array.from({ length: count }, (_, page) => ({
      UserDetailList: page === 0 ? users.map(userOf) : [],
      GroupDetailList: [],
      RoleDetailList: roles.slice(page * pageSize, (page + 1) * pageSize),
      Policies: page === 0 ? policies : [],
      IsTruncated: page < count - 1,
      ...(page < count - 1 ? { Marker: `page-${page + 1}` } : {}),
    })),
    roles: planted.map((parts) => ({
      Role: {
        ...commonOf(parts),
        ...boundaryOf(parts),
        MaxSessionDuration: parts.role.maxSession,
        Tags: tagList(parts.tags),
        RoleLastUsed: lastUsed(parts),
      },
    })),
    credentialReport: [columns, ...users.map(reportRow)].join("\n"),
    resourcePolicies: {
      resourcePolicies: planted.flatMap((parts) =>
        parts.resourcePolicies.map(({ resource, statements }) => ({ resource, policy: policy(statements) })),
      ),
    },
  };
};

/** The settings that register them, as a document. */
export const settingsOf = (planted: readonly Parts[]): object => ({
  mode: "observe",
  region: "us-east-1",
  tags: { team: { values: "teams" }, studiouserid: { values: "people" } },
  teams: { TeamA: {} },
  people: { alice: { team: "TeamA" } },
  organization: { id: "o-abcdefghij", accounts: ["222233334444"] },
  vendors: Object.fromEntries(
    planted.flatMap(({ vendor, contract }) => (contract === undefined ? [] : [[vendor, contract]])),
  ),
});
