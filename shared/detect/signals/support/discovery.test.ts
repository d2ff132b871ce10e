import { describe, expect, test } from "@jest/globals";
import { callRecord, seenOf, settingsWith } from "../../../vendors/watch/example-acts.ts";
import { bucketAsked, denied, discovered } from "./discovery.ts";
import { contractOf } from "./fixtures.ts";

const seen = (record: object, contract = contractOf()) => seenOf(record, { contract });
const look = (service: string, name: string, change: object = {}) => {
  const { act, watched } = seen(callRecord(service, name, null, change));
  return discovered(act, watched);
};

describe("a look around", () => {
  test.each([
    ["iam", "ListRoles", "iam ListRoles"],
    ["lambda", "ListFunctions20150331", "lambda ListFunctions"],
    ["organizations", "DescribeOrganization", "organizations DescribeOrganization"],
    ["iam", "SimulatePrincipalPolicy", "iam SimulatePrincipalPolicy"],
    ["iam", "CreateUser", undefined],
    ["sts", "GetFederationToken", undefined],
    ["secretsmanager", "GetSecretValue", undefined],
    ["s3", "ListBuckets", undefined],
  ])("%s %s: %s", (service, name, expected) => expect(look(service, name)).toBe(expected));

  test("is no data event, and no write", () => {
    expect(look("dynamodb", "GetItem", { eventCategory: "Data" })).toBeUndefined();
    expect(look("x", "GetOrMake", { readOnly: false })).toBeUndefined();
  });
});

describe("a bucket that is asked about", () => {
  const asked = (record: object, contract = contractOf()) => {
    const { act, watched } = seen(record, contract);
    return bucketAsked(act, watched);
  };
  const policy = (bucketName: string) => callRecord("s3", "GetBucketPolicy", { bucketName });

  test.each([
    ["another's", policy("payroll"), contractOf(), "payroll"],
    ["its own", policy("auger-acmeorg"), contractOf(), undefined],
    ["all", callRecord("s3", "ListBuckets", null), contractOf(), "*"],
    ["a scanner's", policy("payroll"), contractOf({ bucket: undefined }), undefined],
    ["a write", callRecord("s3", "PutBucketPolicy", { bucketName: "payroll" }), contractOf(), undefined],
  ])("%s", (_, record, contract, expected) => expect(asked(record, contract)).toBe(expected));

  test("nobody's contract: every bucket", () => {
    const { act, watched } = seenOf(policy("auger-acmeorg"), { settings: settingsWith({}) });
    expect(bucketAsked(act, watched)).toBe("auger-acmeorg");
  });
});

test("a refusal names its operation", () => {
  expect(denied(seen(callRecord("iam", "GetRole", null, { errorCode: "AccessDenied" })).act)).toBe("iam GetRole");
  expect(denied(seen(callRecord("iam", "GetRole", null)).act)).toBeUndefined();
});
