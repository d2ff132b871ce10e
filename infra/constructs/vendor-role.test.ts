import { describe, expect, test } from "@jest/globals";
import { only, propertiesOf, resourcesOf, statementsIn } from "./fixture.ts";
import { VendorRole, type VendorRoleProps } from "./vendor-role.ts";

const right = {
  accounts: ["999988887777"],
  bucket: "auger-acmeorg",
  roleSessionName: "^auger-",
  expires: "2027-12-31",
};
const made = (change: object = {}, more: Partial<VendorRoleProps> = {}) =>
  resourcesOf(
    (stack) => void new VendorRole(stack, "Auger", { vendor: "auger", contract: { ...right, ...change }, ...more }),
  );

describe("the role", () => {
  const role = only(made(), "AWS::IAM::Role");

  test("has its own name space, an hour, a boundary and a tag", () => {
    expect(role.Properties).toMatchObject({
      Path: "/vendor/auger/",
      RoleName: "vendor-auger",
      MaxSessionDuration: 3_600,
      PermissionsBoundary: "<AugerBoundary>",
      Tags: [
        { Key: "sagewarden:expires", Value: "2027-12-31" },
        { Key: "sagewarden:vendor", Value: "auger" },
      ],
    });
  });

  test("trusts the vendor's account, on conditions", () => {
    const [assume, ...others] = statementsIn(role, "AssumeRolePolicyDocument");
    expect(others).toEqual([]);
    expect(assume).toMatchObject({
      Principal: { AWS: ["arn:aws:iam::999988887777:root"] },
      Action: ["sts:AssumeRole"],
      Condition: {
        StringEquals: { "sts:ExternalId": { "Fn::If": expect.anything() }, "aws:RequestedRegion": ["us-east-1"] },
        StringLike: { "sts:RoleSessionName": "auger-*" },
        DateLessThan: { "aws:CurrentTime": "2028-01-01T00:00:00Z" },
      },
    });
  });

  test("holds one policy, its own", () => {
    expect(role.Properties.Policies).toEqual([{ PolicyName: "contract", PolicyDocument: expect.anything() }]);
    expect(role.Properties).not.toHaveProperty("ManagedPolicyArns");
  });
});

test("its boundary lies in its path too", () => {
  expect(propertiesOf(made(), "AWS::IAM::ManagedPolicy")).toMatchObject([
    { ManagedPolicyName: "vendor-auger-boundary", Path: "/vendor/auger/" },
  ]);
});

test("the external id of the vendor's own needs no secret", () => {
  const resources = made({ externalId: "8d1f9c-theirs" });
  expect(propertiesOf(resources, "AWS::SecretsManager::Secret")).toEqual([]);
  const [assume] = statementsIn(only(resources, "AWS::IAM::Role"), "AssumeRolePolicyDocument");
  expect(assume?.Condition?.StringEquals).toMatchObject({ "sts:ExternalId": "8d1f9c-theirs" });
});

test("buckets are made where the contract says so, each once", () => {
  const bucket = [
    { bucket: "auger", prefix: "in/", create: true },
    { bucket: "auger", prefix: "out/", access: "write", create: true },
    { bucket: "lake" },
  ];
  expect(propertiesOf(made({ bucket }), "AWS::S3::Bucket").map(({ BucketName }) => BucketName)).toEqual(["auger"]);
  expect(propertiesOf(made(), "AWS::S3::Bucket")).toEqual([]);
});

test("regions come from the contract, the app or the stack", () => {
  const regionsOf = (change: object, more: Partial<VendorRoleProps> = {}) =>
    statementsIn(only(made(change, more), "AWS::IAM::Role"), "AssumeRolePolicyDocument")[0]?.Condition?.StringEquals?.[
      "aws:RequestedRegion"
    ];
  expect(regionsOf({})).toEqual(["us-east-1"]);
  expect(regionsOf({}, { regions: ["eu-west-1"] })).toEqual(["eu-west-1", "us-east-1"]);
  expect(regionsOf({ regions: ["us-west-2"] }, { regions: ["eu-west-1"] })).toEqual(["us-west-2", "us-east-1"]);
});

test("a contract that cannot be is refused at synth", () => {
  expect(() => made({ accounts: ["12345"] })).toThrow(
    'VendorRole: vendors.auger.accounts[0]: found "12345"; allowed: ',
  );
});
