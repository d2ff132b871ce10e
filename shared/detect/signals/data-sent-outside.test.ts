import { callRecord } from "../../vendors/watch/example-acts.ts";
import { dataSentOutside } from "./data-sent-outside.ts";
import { contractWith, fires, nobody, quiet } from "./support/fixtures.ts";

const written = (bucketName: string, accountId: string, eventName = "CopyObject") =>
  callRecord(
    "s3",
    eventName,
    { bucketName, key: "k" },
    {
      resources: [
        { type: "AWS::S3::Object", ARN: `arn:aws:s3:::${bucketName}/k` },
        { type: "AWS::S3::Bucket", ARN: `arn:aws:s3:::${bucketName}`, accountId },
      ],
      eventCategory: "Data",
    },
  );
const replication = (...destinations: object[]) =>
  callRecord("s3", "PutBucketReplication", {
    bucketName: "b",
    ReplicationConfiguration: { Rule: destinations.map((Destination) => ({ Status: "Enabled", Destination })) },
  });
const there = { Bucket: "arn:aws:s3:::theirs", Account: "193672423079" };

fires(dataSentOutside, [
  [
    "a copy to another account's bucket",
    written("theirs", "193672423079"),
    "critical",
    "the bucket theirs belongs to 193672423079",
  ],
  ["an upload there", written("theirs", "193672423079", "PutObject"), "critical", "theirs", nobody],
  [
    "a replication there",
    replication({ Bucket: "x", Account: "111122223333" }, there),
    "critical",
    "copies to account 193672423079",
  ],
  [
    "one rule is no list",
    callRecord("s3", "PutBucketReplication", { ReplicationConfiguration: { Rule: { Destination: there } } }),
    "critical",
    "193672423079",
  ],
  ["a replication whose account is not told", replication({ Bucket: "arn:aws:s3:::x" }), "high", "not told"],
  [
    "logs that go there",
    callRecord("logs", "PutSubscriptionFilter", {
      logGroupName: "g",
      destinationArn: "arn:aws:logs:us-east-1:193672423079:destination:x",
    }),
    "high",
    "193672423079",
  ],
  [
    "a mirror of traffic",
    callRecord("ec2", "CreateTrafficMirrorSession", { networkInterfaceId: "eni-1" }),
    "high",
    "TrafficMirror",
  ],
]);

quiet(dataSentOutside, [
  ["a bucket of this account", written("ours", "111122223333")],
  ["a bucket whose owner is not told", callRecord("s3", "PutObject", { bucketName: "x", key: "k" })],
  [
    "another account's bucket that the contract names",
    written("auger-exchange", "999988887777"),
    contractWith({ bucket: "auger-exchange" }),
  ],
  [
    "logs that stay",
    callRecord("logs", "PutSubscriptionFilter", { destinationArn: "arn:aws:lambda:us-east-1:111122223333:function:f" }),
  ],
  ["an object is read", written("theirs", "193672423079", "GetObject")],
]);
