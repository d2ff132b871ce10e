import { describe, expect, test } from "@jest/globals";
import { actOf, callRecord, seenOf, vendorSettings } from "../../../vendors/watch/example-acts.ts";
import { contractOf } from "./fixtures.ts";
import { bucketOf, isGiven, isRead, namesNoBucket, scopeFor, scopeOf } from "./objects.ts";

const act = (eventName: string, request: object, change: object = {}) =>
  actOf(callRecord("s3", eventName, request, change));

describe("the bucket", () => {
  test.each([
    ["by its name", act("GetObject", { bucketName: "b" }), "b"],
    [
      "behind an access point",
      act(
        "GetObject",
        { bucketName: "arn:aws:s3:us-east-1:111122223333:accesspoint/x" },
        { resources: [{ type: "AWS::S3::Bucket", ARN: "arn:aws:s3:::b" }] },
      ),
      "b",
    ],
    [
      "from the resources",
      act("ListObjects", {}, { resources: [{ type: "AWS::S3::Bucket", ARN: "arn:aws:s3:::b" }] }),
      "b",
    ],
    ["none", act("ListBuckets", {}), undefined],
  ])("%s", (_, seen, bucket) => expect(bucketOf(seen)).toBe(bucket));
});

test.each([
  ["GetObject", true],
  ["HeadObject", true],
  ["ListObjects", true],
  ["PutObject", false],
  ["RestoreObject", false],
])("%s reads: %s", (eventName, reads) => expect(isRead(act(eventName, {}))).toBe(reads));

describe("the contract's part", () => {
  const contract = contractOf({
    bucket: [
      { bucket: "lake", prefix: "in/", access: "read" },
      { bucket: "lake", prefix: "out/", access: "write" },
    ],
  });

  test.each([
    ["its prefix", "in/x", "read", "in/"],
    ["not to write there", "in/x", "write", undefined],
    ["to write there", "out/x", "write", "out/"],
    ["to read what it may write", "out/x", "read", "out/"],
    ["beside it", "inner/x", "read", undefined],
    ["the bucket itself", undefined, "read", "in/"],
  ] as const)("%s", (_, place, access, prefix) => {
    expect(scopeOf(contract, { bucket: "lake", place }, access)?.prefix).toBe(prefix);
  });

  test("buckets of a pattern are the vendor's only where it makes them", () => {
    const made = contractOf({ bucket: { create: "vendor", pattern: "auger-*" } });
    expect(scopeOf(made, { bucket: "auger-1", place: "x" }, "write")).toBeDefined();
    expect(scopeOf(made, { bucket: "other-1", place: "x" }, "write")).toBeUndefined();
  });

  test("a listing without a prefix is of the whole bucket", () => {
    const settings = vendorSettings({ bucket: [{ bucket: "lake", prefix: "in/", access: "read" }] });
    const listing = (request: object) =>
      seenOf(callRecord("s3", "ListObjects", { bucketName: "lake", ...request }), { settings });
    expect(scopeFor(listing({}), "read")).toBeUndefined();
    expect(scopeFor(listing({ prefix: "in/2026" }), "read")).toBeDefined();
  });
});

describe("a contract that leaves buckets open", () => {
  const open = vendorSettings({ bucket: undefined, services: ["s3", "iam"] });
  const write = callRecord("s3", "PutObject", { bucketName: "payroll", key: "k" });

  test("names s3 and no bucket", () => {
    expect(namesNoBucket(contractOf({ bucket: undefined }))).toBe(true);
    expect(namesNoBucket(contractOf({ bucket: undefined, services: ["iam"] }))).toBe(false);
    expect(namesNoBucket(contractOf())).toBe(false);
    expect(namesNoBucket(undefined)).toBe(false);
  });

  test("gives every bucket, and names none", () => {
    const seen = seenOf(write, { settings: open });
    expect(isGiven(seen, "write")).toBe(true);
    expect(scopeFor(seen, "write")).toBeUndefined();
    expect(isGiven(seenOf(write), "write")).toBe(false);
    expect(isGiven(seenOf(write, { settings: vendorSettings({ bucket: undefined }) }), "write")).toBe(false);
  });
});
