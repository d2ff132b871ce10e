import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { readTarget, resourcesOf } from "./target.ts";

const bucketCases: readonly [string, string, string][] = [
  ["lake", "lake", ""],
  ["lake/", "lake", ""],
  ["lake/*", "lake", ""],
  ["lake/sales", "lake", "sales/"],
  ["lake/sales/", "lake", "sales/"],
  ["lake/sales/*", "lake", "sales/"],
  ["lake/sales/2026", "lake", "sales/2026/"],
  ["s3://lake/sales", "lake", "sales/"],
  ["s3://lake", "lake", ""],
  ["arn:aws:s3:::lake/sales/*", "lake", "sales/"],
  ["arn:aws-cn:s3:::lake", "lake", ""],
  ["lake/a..b/.hidden", "lake", "a..b/.hidden/"],
  ["lake/a b", "lake", "a b/"],
];

test.each(bucketCases)("s3 %s", (text, bucket, prefix) => {
  expect(readTarget("s3", text)).toEqual({ kind: "s3", bucket, prefix });
});

const place = { partition: "aws", region: "eu-central-1", account: "444455556666" };
const role = { partition: "aws-cn", account: "111122223333" };
const here = (service: string, resource: string) => `arn:aws-cn:${service}:*:111122223333:${resource}`;
const there = (service: string, resource: string) => `arn:aws:${service}:eu-central-1:444455556666:${resource}`;

const namedCases: readonly ["sagemaker" | "ecr" | "secrets", string, readonly string[]][] = [
  ["sagemaker", "churn", [here("sagemaker", "endpoint/churn")]],
  ["sagemaker", "Churn", [here("sagemaker", "endpoint/Churn"), here("sagemaker", "endpoint/churn")]],
  ["sagemaker", "churn-*", [here("sagemaker", "endpoint/churn-*")]],
  ["sagemaker", "feature-group/visits", [here("sagemaker", "feature-group/visits")]],
  ["sagemaker", there("sagemaker", "pipeline/churn"), [there("sagemaker", "pipeline/churn")]],
  ["ecr", "team/image", [here("ecr", "repository/team/image")]],
  ["ecr", "team/*", [here("ecr", "repository/team/*")]],
  ["ecr", there("ecr", "repository/a"), [there("ecr", "repository/a")]],
  ["secrets", "sales/db", [here("secretsmanager", "secret:sales/db-??????")]],
  ["secrets", "sales/*", [here("secretsmanager", "secret:sales/*")]],
  ["secrets", "db-abc123", [here("secretsmanager", "secret:db-abc123-??????")]],
  ["secrets", there("secretsmanager", "secret:db-aB3dEf"), [there("secretsmanager", "secret:db-aB3dEf")]],
  [
    "secrets",
    there("secretsmanager", "secret:db-config"),
    [there("secretsmanager", "secret:db-config"), there("secretsmanager", "secret:db-config-??????")],
  ],
  ["secrets", there("secretsmanager", "secret:db-conf1g"), [there("secretsmanager", "secret:db-conf1g")]],
  ["secrets", there("secretsmanager", "secret:db-configs"), [there("secretsmanager", "secret:db-configs-??????")]],
  ["secrets", there("secretsmanager", "secret:db"), [there("secretsmanager", "secret:db-??????")]],
];

test.each(namedCases)("%s %s", (kind, text, resources) => {
  const target = readTarget(kind, text);
  if ("problem" in target || target.kind === "s3") throw new Error("no named target");
  expect(target.place).toEqual(text.startsWith("arn:") ? place : undefined);
  expect(resourcesOf(target, role)).toEqual(resources);
});

describe("refused", () => {
  test.each([
    ...[
      "",
      "/",
      "/sales",
      "Lake",
      "la",
      "a..b",
      "10.0.0.1",
      "lake//sales",
      "lake/../other",
      "lake/./sales",
      "lake/sales*",
      "*",
      "lake*",
    ],
    ...[
      "lake/*/x",
      `lake/\${aws:username}`,
      "lake/$x",
      'lake/"',
      "lake/a\\b",
      "lake/a\nb",
      "lake/a?b",
      "lake/é",
      "s3://",
      "s3:///x",
    ],
    ...[
      "arn:aws:s3:us-east-1:111122223333:accesspoint/a",
      "arn:aws:s3express:x:y:bucket/a",
      "https://lake",
      "lake/..",
      "lake/sales/..",
    ],
  ])("s3 %p", (text) => {
    expect(readTarget("s3", text)).toEqual({
      problem: expect.stringContaining("is no target of the kind s3; allowed: bucket"),
    });
  });

  test.each<["sagemaker" | "ecr" | "secrets", string]>([
    ["sagemaker", "*"],
    ["sagemaker", "a*b"],
    ["sagemaker", "domain/d-1"],
    ["sagemaker", "endpoint/"],
    ["sagemaker", "endpoint/a/b"],
    ["sagemaker", "constructor/a"],
    ["sagemaker", "arn:aws:sagemaker:*:111122223333:endpoint/a"],
    ["sagemaker", "arn:aws:sagemaker:us-east-1:*:endpoint/a"],
    ["sagemaker", "arn:*:sagemaker:us-east-1:111122223333:endpoint/a"],
    ["sagemaker", "arn:aws:s3:::lake"],
    ["ecr", "*"],
    ["ecr", "Team/image"],
    ["ecr", "team/**"],
    ["ecr", "arn:aws:ecr:us-east-1:111122223333:registry/a"],
    ["ecr", "arn:aws:ecr:us-east-1:111122223333:repository"],
    ["secrets", "*"],
    ["secrets", "db?"],
    ["secrets", `\${aws:username}`],
    ["secrets", "arn:aws:secretsmanager:us-east-1:111122223333:secret"],
    ["secrets", "arn:aws:secretsmanager:us-east-1:111122223333:policy:x"],
    ["secrets", "arn:aws:secretsmanager"],
  ])("%s %p", (kind, text) => {
    expect(readTarget(kind, text)).toHaveProperty("problem");
  });

  test("what is longer than the settings allow", () => {
    expect(readTarget("s3", `lake/${"a".repeat(1_025)}`)).toHaveProperty("problem");
  });
});

test("whatever is written, it is refused or has no wildcard that was not written, at its end", () => {
  const text = fc.oneof(
    fc.string(),
    fc.stringMatching(/^(s3:\/\/|arn:aws:(s3|ecr|sagemaker|secretsmanager):)?[a-z*?${}./:-]{1,40}$/),
  );
  fc.assert(
    fc.property(
      fc.constantFrom("s3" as const, "sagemaker" as const, "ecr" as const, "secrets" as const),
      text,
      (kind, given) => {
        const target = readTarget(kind, given);
        if ("problem" in target) return;
        const parts = target.kind === "s3" ? [target.bucket, target.prefix] : [target.name.replace(/\*$/, "")];
        for (const part of parts) expect(part).not.toMatch(/[*?$"\\{}]/);
        if (target.kind === "s3") expect(target.prefix).not.toMatch(/(^|\/)\.\.?(\/|$)/);
      },
    ),
  );
});
