import { expect, test } from "@jest/globals";
import fc from "fast-check";
import type { Contract } from "../../model/contract.ts";
import { evaluate } from "../../policy/evaluate.ts";
import { readPolicy } from "../../policy/read.ts";
import { admits } from "../../policy/trust.ts";
import { boundaryDocument, permissionsDocument, trustDocument } from "./documents.ts";
import { contractWith, place } from "./fixture.ts";

/** The contract in plain words, asked of the policies by the evaluator: what is allowed is exactly what it says. */

const buckets = ["auger", "lake", "lake2"];
const prefixes = ["", "a/", "a/b/", "b"];
const keys = ["a", "a/x", "a/b/x", "b", "bx", "c/a/x", ""];
const addresses = { "198.51.100.7": true, "198.51.101.7": false, "2001:db8::7": true, "2001:db9::7": false };
const times = { "2027-12-31T23:59:59Z": true, "2028-01-01T00:00:00Z": false };

/** Mostly what is right, so that one wrong thing at a time decides. */
const mostly = <Value>(right: Value, ...others: readonly Value[]): fc.Arbitrary<Value> =>
  fc.oneof({ weight: 2 * others.length + 6, arbitrary: fc.constant(right) }, ...others.map((one) => fc.constant(one)));

const anyContract = fc
  .record(
    {
      bucket: fc.array(
        fc.record({
          bucket: mostly("lake", ...buckets),
          prefix: fc.constantFrom(...prefixes),
          access: fc.constantFrom("read", "write"),
        }),
        { minLength: 1, maxLength: 4 },
      ),
      regions: fc.uniqueArray(fc.constantFrom("eu-west-1", "us-west-2", "us-east-1"), { minLength: 1 }),
      sourceIps: fc.constantFrom([], ["198.51.100.0/24", "2001:db8::/32"]),
      expires: fc.constant("2027-12-31"),
      roleSessionName: fc.constantFrom("^auger-", "^auger-[0-9]+$"),
      sourceIdentity: fc.constantFrom("^auger-", "^auger-[0-9]+$"),
      sessionTags: fc.oneof(fc.subarray(["job", "run"]), fc.constant(["job", "run"])),
    },
    { requiredKeys: ["bucket", "regions", "sourceIps", "sessionTags"] },
  )
  .map((change) => contractWith(change));

const anyOrigin = fc.record({
  region: mostly("us-east-1", "eu-west-1", "us-west-2", "ap-south-1"),
  address: mostly<keyof typeof addresses>("198.51.100.7", "198.51.101.7", "2001:db8::7", "2001:db9::7"),
  at: mostly<keyof typeof times>("2027-12-31T23:59:59Z", "2028-01-01T00:00:00Z"),
});
type Origin = typeof anyOrigin extends fc.Arbitrary<infer Value> ? Value : never;

const isFrom = ({ regions, sourceIps, expires }: Contract, { region, address, at }: Origin, isViaService: boolean) =>
  (regions.includes(region) || region === "us-east-1") &&
  (sourceIps.length === 0 || addresses[address] || isViaService) &&
  (expires === undefined || times[at]);

const contextOf = ({ region, address, at }: Origin) => ({
  "aws:RequestedRegion": region,
  "aws:SourceIp": address,
  "aws:CurrentTime": at,
});

const objectActions = {
  "s3:GetObject": "read",
  "s3:PutObject": "write",
  "s3:DeleteObject": "write",
  "s3:AbortMultipartUpload": "write",
  "s3:ListMultipartUploadParts": "write",
  "s3:GetObjectVersion": "never",
  "s3:DeleteObjectVersion": "never",
  "s3:PutObjectAcl": "never",
} as const;
const bucketActions = [
  "s3:ListBucket",
  "s3:GetBucketLocation",
  "s3:ListBucketMultipartUploads",
  "s3:PutBucketPolicy",
  "s3:DeleteBucket",
  "s3:ListBucketVersions",
] as const;

const anyCall = fc.record({
  action: fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...(Object.keys(objectActions) as (keyof typeof objectActions)[])) },
    { weight: 3, arbitrary: fc.constantFrom(...bucketActions) },
    fc.constantFrom("iam:CreateUser", "sts:AssumeRole", "lambda:CreateFunction"),
  ),
  bucket: mostly("lake", "auger", "lake2", "payroll"),
  key: fc.constantFrom(...keys),
  owner: mostly(place.account, "123456789012"),
  isViaService: fc.boolean(),
  isTls: mostly(true, false),
});
type Call = typeof anyCall extends fc.Arbitrary<infer Value> ? Value : never;

const isInContract = ({ buckets: scopes }: Contract, { action, bucket, key }: Call): boolean =>
  scopes
    .filter((scope) => scope.bucket === bucket)
    .some(({ prefix, access }) => {
      if (Object.hasOwn(objectActions, action)) {
        const needed = objectActions[action as keyof typeof objectActions];
        return needed !== "never" && (needed === "read" || access === "write") && key.startsWith(prefix);
      }
      if (action === "s3:ListBucket") return key.startsWith(prefix);
      if (action === "s3:ListBucketMultipartUploads") return prefix === "" && access === "write";
      return action === "s3:GetBucketLocation";
    });

const arnOf = ({ action, bucket, key }: Call): string =>
  Object.hasOwn(objectActions, action) ? `arn:aws:s3:::${bucket}/${key}` : `arn:aws:s3:::${bucket}`;

test("a session's calls", () => {
  fc.assert(
    fc.property(anyContract, anyOrigin, anyCall, (contract, origin, call) => {
      const { decision } = evaluate(
        {
          principal: { arn: `arn:aws:sts::${place.account}:assumed-role/vendor-auger/auger-1` },
          action: call.action,
          resource: { arn: arnOf(call) },
          context: {
            ...contextOf(origin),
            "aws:SecureTransport": String(call.isTls),
            "aws:ViaAWSService": String(call.isViaService),
            "s3:ResourceAccount": call.owner,
            "s3:prefix": call.key,
          },
        },
        {
          identity: [{ name: "contract", policy: readPolicy(permissionsDocument(contract, place), "identity") }],
          boundary: { name: "boundary", policy: readPolicy(boundaryDocument(contract, place), "identity") },
        },
      );
      const isAllowed =
        call.isTls &&
        call.owner === place.account &&
        isFrom(contract, origin, call.isViaService) &&
        isInContract(contract, call);
      expect(decision === "allowed").toBe(isAllowed);
      expect(decision).not.toBe("ambiguous");
    }),
    { numRuns: 1_000 },
  );
});

const anyTake = fc.record({
  account: mostly("999988887777", "123456789012"),
  externalId: mostly<string | undefined>("theirs", "Theirs", "theirs2", undefined),
  name: mostly("auger-1", "Auger-1", "x-auger-1"),
  identity: mostly<string | undefined>(undefined, "auger-1", "auger-1", "else"),
  tags: fc.oneof(fc.constant<string[]>([]), fc.subarray(["job", "run"]), fc.subarray(["job", "run", "cost"])),
  isTransitive: fc.boolean(),
});

test("the role's sessions", () => {
  fc.assert(
    fc.property(anyContract, anyOrigin, anyTake, (contract, origin, take) => {
      const trust = readPolicy(trustDocument(contract, { partition: "aws", externalId: "theirs" }), "trust");
      const transitive = take.isTransitive ? take.tags : [];
      const { decision } = admits(trust, {
        principal: { arn: `arn:aws:iam::${take.account}:root` },
        role: contract.role.arn,
        context: {
          ...contextOf(origin),
          "sts:RoleSessionName": take.name,
          ...(take.externalId !== undefined && { "sts:ExternalId": take.externalId }),
        },
        sessionTags: Object.fromEntries(take.tags.map((key) => [key, "1"])),
        transitiveTagKeys: transitive,
        ...(take.identity !== undefined && { sourceIdentity: take.identity }),
      });
      const { sourceIdentity, sourceIdentityStart = "", sessionNameStart = "", sessionTags } = contract;
      const isAdmitted =
        take.account === "999988887777" &&
        take.externalId === "theirs" &&
        take.name.startsWith(sessionNameStart) &&
        (sourceIdentity === undefined
          ? take.identity === undefined
          : take.identity?.startsWith(sourceIdentityStart) === true) &&
        take.tags.every((key) => sessionTags.includes(key)) &&
        transitive.length === 0 &&
        isFrom(contract, origin, false);
      expect(decision === "allowed").toBe(isAdmitted);
      expect(decision).not.toBe("ambiguous");
    }),
    { numRuns: 1_000 },
  );
});
