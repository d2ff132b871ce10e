import { roleIdOf } from "../documents.ts";
import { allow, bucketArn, objectsOf, ourAccount, type Parts, roleArn } from "../parts.ts";
import type { Flaw } from "./flaw.ts";

const attaching = (
  title: string,
  arn: string,
  statements: readonly object[] | undefined,
  ...expected: readonly string[]
): Flaw => ({
  title,
  expected,
  break: () => ({ attached: [{ arn, ...(statements && { statements }) }], boundary: undefined }),
});

const s3Full = [allow(["s3:*", "s3-object-lambda:*"])];
const manyPolicies = Array.from({ length: 10 }, (_, index) => ({
  arn: `arn:aws:iam::${ourAccount}:policy/shared-${index}`,
  statements: [allow("sts:GetCallerIdentity")],
}));

const keyed = (title: string, user: (parts: Parts) => Partial<Parts["users"][number]>): Flaw => ({
  title,
  break: (parts) => ({
    users: [{ name: `svc-${parts.vendor}-x`, path: "/", tags: {}, inline: [], keys: ["active"], ...user(parts) }],
  }),
  expected: ["static-keys-for-vendor"],
});

const granting = (title: string, resource: (parts: Parts) => string, principal: (parts: Parts) => object): Flaw => ({
  title,
  break: (parts) => ({
    resourcePolicies: [
      {
        resource: resource(parts),
        statements: [
          { Effect: "Allow", Principal: principal(parts), Action: "s3:GetObject", Resource: `${resource(parts)}/*` },
        ],
      },
    ],
  }),
  expected: ["resource-policy-grants-vendor"],
});

/** What is attached, and what stands beside the role. */
export const besideFlaws: readonly Flaw[] = [
  attaching(
    "AmazonS3FullAccess with its document",
    "arn:aws:iam::aws:policy/AmazonS3FullAccess",
    s3Full,
    "wide-managed-policy",
    "bucket-not-in-contract",
    "bucket-control",
    "service-not-in-contract",
  ),
  attaching(
    "AmazonS3FullAccess by its name",
    "arn:aws:iam::aws:policy/AmazonS3FullAccess",
    undefined,
    "wide-managed-policy",
    "bucket-not-in-contract",
    "bucket-control",
    "service-not-in-contract",
  ),
  attaching(
    "a copy of ReadOnlyAccess under another name",
    `arn:aws:iam::${ourAccount}:policy/look`,
    [allow(["s3:Get*", "ec2:Describe*", "rds:Describe*"])],
    "bucket-not-in-contract",
    "service-not-in-contract",
  ),
  {
    title: "no room for another inline policy",
    break: (parts) => ({
      inline: {
        ...parts.inline,
        long: Array.from({ length: 50 }, (_, n) =>
          allow("s3:GetObject", `${bucketArn(parts)}/${"part-".repeat(22)}${n}/*`),
        ),
      },
    }),
    expected: ["containment-does-not-fit"],
  },
  {
    title: "no place for another policy",
    break: () => ({ attached: manyPolicies }),
    expected: ["containment-does-not-fit"],
  },
  {
    title: "an operator that nobody knows",
    break: (parts) => ({
      inline: {
        ...parts.inline,
        odd: [allow("s3:GetObject", `${bucketArn(parts)}/*`, { StringNearly: { "aws:PrincipalTag/a": "b" } })],
      },
    }),
    expected: ["policy-not-understood"],
  },
  keyed("a key of a user by its name", () => ({})),
  keyed("a key of a user by its path", ({ vendor }) => ({ name: `u${vendor.slice(-3)}`, path: `/vendor/${vendor}/` })),
  keyed("a key of a user by its tag", ({ vendor }) => ({
    name: `t${vendor.slice(-3)}`,
    tags: { vendor },
    keys: ["inactive", "active"],
  })),
  keyed("a key of a user by its policy", ({ vendor, bucket }) => ({
    name: `p${vendor.slice(-3)}`,
    inline: objectsOf(bucket),
  })),
  granting(
    "another bucket to the role",
    ({ vendor }) => `arn:aws:s3:::finance-${vendor}`,
    (parts) => ({ AWS: roleArn(parts) }),
  ),
  granting(
    "another bucket to the role by its id",
    ({ vendor }) => `arn:aws:s3:::finance-${vendor}`,
    (parts) => ({ AWS: roleIdOf(parts) }),
  ),
  granting("a bucket to the vendor's account", bucketArn, ({ account }) => ({ AWS: `arn:aws:iam::${account}:root` })),
  granting("a bucket to sessions of the role", bucketArn, ({ role }) => ({
    AWS: `arn:aws:sts::${ourAccount}:assumed-role/${role.name}/etl`,
  })),
];
