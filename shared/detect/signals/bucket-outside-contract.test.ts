import { callRecord } from "../../vendors/watch/example-acts.ts";
import { bucketOutsideContract } from "./bucket-outside-contract.ts";
import { contractWith, fires, nobody, quiet } from "./support/fixtures.ts";

const object = (eventName: string, bucketName: string, key: string, more: object = {}, change: object = {}) =>
  callRecord("s3", eventName, { bucketName, key, ...more }, { eventCategory: "Data", ...change });
const list = (bucketName: string, prefix?: string) =>
  callRecord("s3", "ListObjects", { bucketName, ...(prefix === undefined ? {} : { prefix }) });
const exchange = contractWith({
  bucket: [
    { bucket: "lake", prefix: "exports/auger/", access: "read" },
    { bucket: "lake", prefix: "results/auger/", access: "write" },
  ],
});
const theirs = contractWith({ bucket: { create: "vendor", pattern: "auger-*" } });

fires(bucketOutsideContract, [
  [
    "another bucket's object",
    object("GetObject", "payroll", "2026.csv"),
    "high",
    "payroll/2026.csv is not the contract's to read",
  ],
  [
    "refused",
    object("GetObject", "payroll", "2026.csv", {}, { errorCode: "AccessDenied" }),
    "medium",
    "tried, AccessDenied",
  ],
  ["a bucket's policy", callRecord("s3", "GetBucketPolicy", { bucketName: "payroll" }), "high", "payroll"],
  ["another prefix", object("GetObject", "lake", "exports/others/x"), "high", "exports/others", exchange],
  ["a write where it may read only", object("PutObject", "lake", "exports/auger/x"), "high", "to write", exchange],
  ["a listing of the whole bucket, where it has a prefix", list("lake"), "low", "more than its prefix", exchange],
  ["a listing of another prefix", list("lake", "exports/others/"), "high", "lake/exports/others", exchange],
  [
    "a copy from elsewhere into its own",
    object("CopyObject", "auger-acmeorg", "x", { "x-amz-copy-source": "/payroll/2026%2Ecsv?versionId=1" }),
    "high",
    "copies from payroll",
  ],
  [
    "a bucket made in another name",
    callRecord("s3", "CreateBucket", { bucketName: "acme-x" }),
    "high",
    "acme-x",
    theirs,
  ],
  [
    "the contract names no bucket",
    object("GetObject", "payroll", "x"),
    "low",
    "payroll",
    contractWith({ bucket: undefined }),
  ],
]);

quiet(bucketOutsideContract, [
  ["its own bucket", object("GetObject", "auger-acmeorg", "in/x")],
  ["its own bucket is written", object("PutObject", "auger-acmeorg", "out/x")],
  ["where its own bucket is", callRecord("s3", "GetBucketLocation", { bucketName: "auger-acmeorg" })],
  ["its prefix", object("GetObject", "lake", "exports/auger/x"), exchange],
  ["a listing of its prefix", list("lake", "exports/auger/2026/"), exchange],
  ["a write where it may", object("PutObject", "lake", "results/auger/x"), exchange],
  ["a read where it may write", object("GetObject", "lake", "results/auger/x"), exchange],
  ["a copy within its own", object("CopyObject", "auger-acmeorg", "y", { "x-amz-copy-source": "auger-acmeorg/x" })],
  ["a bucket of its pattern", callRecord("s3", "CreateBucket", { bucketName: "auger-run-7" }), theirs],
  ["all buckets are listed", callRecord("s3", "ListBuckets", { Host: "s3.amazonaws.com" })],
  ["nobody's contract", object("GetObject", "payroll", "x"), nobody],
]);
