import { describe, expect, test } from "@jest/globals";
import { contractWith, place } from "./fixture.ts";
import { s3 } from "./s3.ts";

const statements = (bucket: unknown, regions: readonly string[] = ["us-east-1"]) =>
  s3(contractWith({ bucket, regions }), place);
const owned = { "s3:ResourceAccount": "111122223333" };

/** `action resource` of all that is allowed. */
const allowedBy = (bucket: unknown): string[] =>
  statements(bucket).flatMap(({ Action, Resource = [] }) =>
    Action.flatMap((action) => Resource.map((arn) => `${action} ${arn}`)),
  );

describe("reading", () => {
  test("a whole bucket", () => {
    expect(allowedBy([{ bucket: "lake" }])).toEqual([
      "s3:GetBucketLocation arn:aws:s3:::lake",
      "s3:ListBucket arn:aws:s3:::lake",
      "s3:GetObject arn:aws:s3:::lake/*",
    ]);
  });

  test("under a prefix lists that prefix only", () => {
    const [location, list, objects] = statements([{ bucket: "lake", prefix: "exports/" }]);
    expect(location?.Condition).toEqual({ StringEquals: owned });
    expect(list?.Condition).toEqual({ StringEquals: owned, StringLike: { "s3:prefix": "exports/*" } });
    expect(objects?.Resource).toEqual(["arn:aws:s3:::lake/exports/*"]);
  });
});

describe("writing", () => {
  test("reads, and uploads in parts", () => {
    expect(allowedBy("auger-acmeorg")).toEqual([
      "s3:GetBucketLocation arn:aws:s3:::auger-acmeorg",
      "s3:ListBucketMultipartUploads arn:aws:s3:::auger-acmeorg",
      "s3:ListBucket arn:aws:s3:::auger-acmeorg",
      ...["GetObject", "PutObject", "DeleteObject", "AbortMultipartUpload", "ListMultipartUploadParts"].map(
        (action) => `s3:${action} arn:aws:s3:::auger-acmeorg/*`,
      ),
    ]);
  });

  test("under a prefix does not list others' uploads", () => {
    expect(allowedBy([{ bucket: "lake", prefix: "a/", access: "write" }]).join()).not.toContain("MultipartUploads");
  });
});

describe("buckets that the vendor makes", () => {
  const pattern = { create: "vendor", pattern: "auger-*" };

  test("are configured, and never opened to others", () => {
    const actions = statements(pattern).flatMap(({ Action }) => Action);
    expect(actions).toEqual(expect.arrayContaining(["s3:CreateBucket", "s3:PutEncryptionConfiguration"]));
    const opening =
      /Policy|Acl|Put(BucketPublicAccess|BucketOwnership|Replication|BucketWebsite|BucketNotification)|Version$/;
    expect(actions.filter((action) => opening.test(action))).toEqual([]);
  });

  test.each([
    [["us-east-1"], { StringEqualsIfExists: { "s3:locationconstraint": ["us-east-1"] } }],
    [["eu-west-1"], { StringEquals: { "s3:locationconstraint": ["eu-west-1"] } }],
  ])("lie in %s, wherever the request goes", (regions, expected) => {
    const creation = statements(pattern, regions).find(({ Action }) => Action.includes("s3:CreateBucket"));
    expect(creation).toMatchObject({ Resource: ["arn:aws:s3:::auger-*"], Condition: expected });
  });
});

test("a bucket of this name in another account is not meant", () => {
  for (const { Action, Condition } of statements([{ bucket: "lake" }, { bucket: "auger", access: "write" }])) {
    expect([Action, Condition?.StringEquals]).toEqual([Action, owned]);
  }
});
