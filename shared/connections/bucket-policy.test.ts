import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { evaluate } from "../policy/evaluate.ts";
import { allow, identity } from "../policy/fixtures.ts";
import { readPolicy } from "../policy/read.ts";
import { bucketPolicy, bucketPolicyLength, longestBucketPolicy } from "./bucket-policy.ts";
import type { ClosedBucket } from "./closed-buckets.ts";
import { roleArn } from "./fixture.ts";

const account = "111122223333";
const admin = `arn:aws:iam::${account}:role/platform`;
const execution = `arn:aws:iam::${account}:role/cdk-hnb659fds-cfn-exec-role-${account}-us-east-1`;
const root = `arn:aws:iam::${account}:root`;
const lake: ClosedBucket = {
  ...{ bucket: "lake", admins: [admin] },
  groups: [
    { roles: [roleArn("sales")], scopes: [{ prefix: "sales/", access: "read" }] },
    { roles: [roleArn("marketing")], scopes: [{ prefix: "marketing/", access: "write" }] },
    {
      roles: [roleArn("both")],
      scopes: [
        { prefix: "in/", access: "write" },
        { prefix: "sales/", access: "read" },
      ],
    },
    { roles: [roleArn("all")], scopes: [{ prefix: "", access: "write" }] },
  ],
};
const policy = bucketPolicy(lake, { partition: "aws", keepers: [root, execution] });
const resource = { name: "bucket", policy: readPolicy(policy, "resource") };

const bucket = "arn:aws:s3:::lake";
const tls = { "aws:SecureTransport": "true" };
type Right = "all" | "none";

/** Whoever has every right by policies of their own, or none. */
const decide = (who: string, action: string, at: string, context: object = {}, right: Right = "all"): string => {
  const principal = {
    arn: who.replace(/:iam:(.*):role\/(.*)/, ":sts:$1:assumed-role/$2/x"),
  };
  const own = right === "all" ? [identity(allow("*"))] : [];
  return evaluate(
    { principal, action, resource: { arn: at }, context: { ...tls, ...context } },
    { identity: own, resource },
  ).decision;
};

test("sound", () => {
  expect(resource.policy.problems).toEqual([]);
});

describe.each<Right>(["all", "none"])("roles whose own policies allow %s", (right) => {
  test.each([
    ["sales", "s3:GetObject", "sales/a", true],
    ["sales", "s3:PutObject", "sales/a", false],
    ["sales", "s3:GetObject", "marketing/a", false],
    ["sales", "s3:GetObject", "sales-archive/a", false],
    ["sales", "s3:GetObject", "sales", false],
    ["marketing", "s3:GetObject", "marketing/a", true],
    ["marketing", "s3:PutObject", "marketing/a", true],
    ["marketing", "s3:DeleteObject", "marketing/a", true],
    ["marketing", "s3:DeleteObjectVersion", "marketing/a", false],
    ["marketing", "s3:PutObjectAcl", "marketing/a", false],
    ["marketing", "s3:GetObject", "sales/a", false],
    ["both", "s3:GetObject", "sales/a", true],
    ["both", "s3:PutObject", "sales/a", false],
    ["both", "s3:PutObject", "in/a", true],
    ["both", "s3:GetObject", "marketing/a", false],
    ["all", "s3:PutObject", "anything", true],
    ["all", "s3:DeleteObjectVersion", "anything", false],
  ])("%s: %s on %s is %s", (role, action, key, isIn) => {
    expect(decide(roleArn(role), action, `${bucket}/${key}`, {}, right) === "allowed").toBe(isIn);
  });

  test.each<[string, string, object, boolean]>([
    ["sales", "s3:ListBucket", { "s3:prefix": "sales/" }, true],
    ["sales", "s3:ListBucket", { "s3:prefix": "sales", "s3:delimiter": "/" }, true],
    ["sales", "s3:ListBucket", { "s3:prefix": "sales" }, false],
    ["sales", "s3:ListBucketVersions", { "s3:prefix": "sales" }, false],
    ["sales", "s3:ListBucket", { "s3:prefix": "sales-archive/" }, false],
    ["sales", "s3:ListBucket", { "s3:prefix": "" }, false],
    ["sales", "s3:ListBucket", {}, false],
    ["both", "s3:ListBucket", { "s3:prefix": "in/" }, true],
    ["both", "s3:ListBucket", { "s3:prefix": "marketing/" }, false],
    ["all", "s3:ListBucket", {}, true],
    ["all", "s3:ListBucketMultipartUploads", {}, true],
    ["sales", "s3:GetBucketLocation", {}, true],
    ["sales", "s3:DeleteBucket", {}, false],
    ["all", "s3:PutBucketAcl", {}, false],
    ["all", "s3:PutBucketPolicy", {}, false],
    ["all", "s3:PutReplicationConfiguration", {}, false],
  ])("%s: %s with %j is %s", (role, action, context, isIn) => {
    expect(decide(roleArn(role), action, bucket, context, right) === "allowed").toBe(isIn);
  });
});

describe("others, whose own policies allow all", () => {
  const strangers = [
    roleArn("Administrator"),
    `arn:aws:iam::${account}:user/alice`,
    execution,
    root,
    roleArn("sales2"),
    "arn:aws:iam::444455556666:role/sales",
  ];

  test.each(strangers)("%s reaches no data", (who) => {
    for (const action of ["s3:GetObject", "s3:PutObject", "s3:DeleteObjectVersion"])
      expect(decide(who, action, `${bucket}/sales/a`)).toBe("explicitDeny");
    for (const action of [
      "s3:ListBucket",
      "s3:PutBucketAcl",
      "s3:DeleteBucket",
      "s3:PutBucketPublicAccessBlock",
      "s3:PutBucketNotification",
    ])
      expect(decide(who, action, bucket)).toBe("explicitDeny");
  });

  test.each<[string, boolean]>([
    [admin, true],
    [execution, true],
    [root, true],
    [roleArn("Administrator"), false],
    [roleArn("sales"), false],
    [`arn:aws:iam::${account}:user/alice`, false],
  ])("%s keeps the policy: %s", (who, isKeeper) => {
    for (const action of ["s3:PutBucketPolicy", "s3:DeleteBucketPolicy"])
      expect(decide(who, action, bucket) === "allowed").toBe(isKeeper);
    if (isKeeper) expect(decide(who, "s3:GetBucketPolicy", bucket)).toBe("allowed");
  });

  test("how it is set up may be read: watchers of the account do", () => {
    for (const action of ["s3:GetBucketPolicy", "s3:GetBucketAcl", "s3:GetEncryptionConfiguration"])
      expect(decide(roleArn("audit"), action, bucket)).toBe("allowed");
  });

  test("an admin may what their own policies allow", () => {
    expect(decide(admin, "s3:DeleteObjectVersion", `${bucket}/sales/a`)).toBe("allowed");
    expect(decide(admin, "s3:GetObject", `${bucket}/sales/a`, {}, "none")).toBe("implicitDeny");
  });

  test("without TLS nobody", () => {
    for (const who of [admin, roleArn("sales"), root])
      expect(decide(who, "s3:GetObject", `${bucket}/sales/a`, { "aws:SecureTransport": "false" })).toBe("explicitDeny");
  });
});

const scope = fc.record({
  prefix: fc.constantFrom("", "a/", "a/b/", "ab/"),
  access: fc.constantFrom("read" as const, "write" as const),
});

test("whatever the groups are, a role reaches its scopes and nothing else", () => {
  const scopes = fc.uniqueArray(scope, { minLength: 1, maxLength: 3, selector: ({ prefix }) => prefix });
  fc.assert(
    fc.property(
      fc.array(scopes, { minLength: 1, maxLength: 3 }),
      fc.stringMatching(/^[ab/]{1,5}$/),
      fc.boolean(),
      (each, key, isWrite) => {
        const groups = each.map((some, index) => ({ roles: [roleArn(`r${index}`)], scopes: some }));
        const made = {
          name: "b",
          policy: readPolicy(
            bucketPolicy({ bucket: "lake", admins: [admin], groups }, { partition: "aws", keepers: [root] }),
            "resource",
          ),
        };
        for (const [index, { scopes: own }] of groups.entries()) {
          const asked = {
            principal: { arn: `arn:aws:sts::${account}:assumed-role/r${index}/x` },
            ...{
              action: isWrite ? "s3:PutObject" : "s3:GetObject",
              resource: { arn: `${bucket}/${key}` },
              context: tls,
            },
          };
          const isIn = own.some(({ prefix, access }) => key.startsWith(prefix) && (!isWrite || access === "write"));
          expect(evaluate(asked, { identity: [identity(allow("*"))], resource: made }).decision === "allowed").toBe(
            isIn,
          );
        }
      },
    ),
  );
});

test("how many roles of their own fit", () => {
  const withRoles = (count: number): ClosedBucket => ({
    ...{ bucket: "lake", admins: [admin] },
    groups: [
      {
        roles: Array.from({ length: count }, (_, index) => roleArn(`sales-${index + 100}`)),
        scopes: [{ prefix: "sales/", access: "write" }],
      },
    ],
  });
  expect(bucketPolicyLength(withRoles(30))).toBeLessThanOrEqual(longestBucketPolicy);
  expect(bucketPolicyLength(withRoles(50))).toBeGreaterThan(longestBucketPolicy);
});
