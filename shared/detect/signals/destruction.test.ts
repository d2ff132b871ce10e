import { callRecord } from "../../vendors/watch/example-acts.ts";
import { destruction } from "./destruction.ts";
import { contractWith, fires, nobody, quiet, registeredFor } from "./support/fixtures.ts";

const s3 = (eventName: string, more: object = {}, bucketName = "payroll") =>
  callRecord("s3", eventName, { bucketName, ...more });
const versioning = (Status: string) =>
  s3("PutBucketVersioning", { VersioningConfiguration: { Status, xmlns: "http://s3.amazonaws.com/doc/2006-03-01/" } });
const lifecycle = (Rule: unknown) => s3("PutBucketLifecycle", { LifecycleConfiguration: { Rule } });
const made = contractWith({ bucket: { create: "vendor", pattern: "auger-*" } });

fires(destruction, [
  ["a bucket", s3("DeleteBucket"), "critical", "DeleteBucket on payroll"],
  ["its own bucket, which is ours", s3("DeleteBucket", {}, "auger-acmeorg"), "critical", "auger-acmeorg"],
  ["versions are no longer kept", versioning("Suspended"), "critical", "no longer kept"],
  ["objects will expire", lifecycle({ Status: "Enabled", Expiration: { Days: 1 } }), "critical", "will expire"],
  ["one rule of several", lifecycle([{ Status: "Enabled" }, { Expiration: { Days: 1 } }]), "critical", "will expire"],
  ["a batch of objects", s3("DeleteObjects", { delete: "" }), "high", "up to 1,000"],
  ["a batch of objects, without a contract", s3("DeleteObjects", { delete: "" }), "low", "up to 1,000", nobody],
  [
    "a database",
    callRecord("rds", "DeleteDBInstance", { dBInstanceIdentifier: "pay", skipFinalSnapshot: true }),
    "critical",
    "on pay",
  ],
  [
    "a snapshot, refused",
    { ...callRecord("ec2", "DeleteSnapshot", { snapshotId: "snap-1" }), errorCode: "Client.UnauthorizedOperation" },
    "high",
    "on snap-1",
  ],
  [
    "machines, declared",
    callRecord("ec2", "TerminateInstances", {}),
    "low",
    "TerminateInstances",
    registeredFor("ec2"),
  ],
  ["a user", callRecord("iam", "DeleteUser", { userName: "bob" }), "high", "on bob"],
  [
    "a bucket, by a vendor that manages them",
    s3("DeleteBucket"),
    "low",
    "payroll",
    contractWith({ bucket: undefined, services: ["s3", "cloudformation"] }),
  ],
  [
    "a bucket, where s3 is all that a contract says",
    s3("DeleteBucket"),
    "critical",
    "payroll",
    contractWith({ bucket: undefined }),
  ],
  ["a bucket that it made", s3("DeleteBucket", {}, "auger-run-7"), "low", "auger-run-7", made],
]);

quiet(destruction, [
  ["versions are kept", versioning("Enabled")],
  ["a rule that is off", lifecycle({ Status: "Disabled", Expiration: { Days: 1 } })],
  ["objects move to another class", lifecycle({ Status: "Enabled", Transition: { Days: 30 } })],
  ["a batch in its own bucket", s3("DeleteObjects", { delete: "" }, "auger-acmeorg")],
  ["the name of another service", callRecord("timestream", "DeleteBucket", {})],
]);
