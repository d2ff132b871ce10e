import { expect, test } from "@jest/globals";
import { callRecord } from "../../vendors/watch/example-acts.ts";
import { accountSweep } from "./account-sweep.ts";
import { fires, nobody, play, quiet, registeredFor } from "./support/fixtures.ts";

const looks = [
  "iam ListUsers",
  "iam ListRoles",
  "iam GetAccountSummary",
  "ec2 DescribeSnapshots",
  "cloudtrail DescribeTrails",
  "guardduty ListDetectors",
  "lambda ListFunctions20150331",
  "rds DescribeDBInstances",
  "iam ListGroups",
].map((text) => {
  const [service = "", name = ""] = text.split(" ");
  return callRecord(service, name, null);
});

test("the eighth different look within an hour is a sweep, told once", () => {
  const said = play(accountSweep, looks, nobody);
  expect(said.map(({ severity }) => severity)).toEqual([
    "low",
    "low",
    "low",
    "info",
    "low",
    "low",
    "info",
    "medium",
    "low",
  ]);
  expect(said[7]?.details).toEqual([
    "8 different looks around the account within an hour, the last rds DescribeDBInstances",
  ]);
});

test("the same look again says nothing", () => {
  const [users = {}] = looks;
  expect(play(accountSweep, Array(50).fill(users))).toHaveLength(1);
});

test("what the contract declares is the vendor's work", () => {
  const declared = registeredFor("iam", "ec2", "cloudtrail", "guardduty", "lambda", "rds");
  expect(play(accountSweep, looks, declared)).toEqual([]);
});

test("refused looks count", () => {
  const refused = looks.map((look) => ({ ...look, errorCode: "AccessDenied" }));
  expect(play(accountSweep, refused).filter(({ severity }) => severity === "medium")).toHaveLength(1);
});

fires(accountSweep, [
  ["one look at users", callRecord("iam", "ListUsers", null), "low", "iam ListUsers"],
  ["one look at mail", callRecord("ses", "GetSendQuota", null), "low", "ses GetSendQuota"],
  ["one look at machines", callRecord("ec2", "DescribeInstances", {}), "info", "ec2 DescribeInstances"],
]);

quiet(accountSweep, [
  ["who am I: another signal's", callRecord("sts", "GetCallerIdentity", null)],
  ["which buckets are there: another signal's", callRecord("s3", "ListBuckets", {}), nobody],
  ["a token", callRecord("ecr", "GetAuthorizationToken", {})],
  ["a write of such a name", callRecord("x", "GetOrCreate", {}, { readOnly: false })],
  ["an object is read", callRecord("s3", "GetObject", {}, { eventCategory: "Data" })],
  ["its bucket's place", callRecord("s3", "GetBucketLocation", { bucketName: "auger-acmeorg" })],
]);
