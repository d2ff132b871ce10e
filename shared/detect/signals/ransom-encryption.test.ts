import { callRecord } from "../../vendors/watch/example-acts.ts";
import { ransomEncryption } from "./ransom-encryption.ts";
import { fires, nobody, quiet, registeredFor } from "./support/fixtures.ts";

const customer = { "x-amz-server-side-encryption-customer-algorithm": "AES256" };
const object = (eventName: string, request: object, bucketName = "payroll") =>
  callRecord("s3", eventName, { bucketName, key: "k", ...request }, { eventCategory: "Data" });
const key = (account: string) => `arn:aws:kms:us-east-1:${account}:key/11111111-2222-4333-8444-555555555555`;
const note = (name: string) => object("PutObject", { key: name });

fires(ransomEncryption, [
  [
    "a copy onto itself with a key of the caller",
    object("CopyObject", { ...customer, "x-amz-copy-source": "payroll/k" }),
    "critical",
    "only the caller has",
  ],
  ["an upload with one", object("PutObject", customer), "critical", "only the caller", nobody],
  ["an upload of its own", object("PutObject", customer, "auger-acmeorg"), "high", "only the caller"],
  ["a copy within its own", object("CopyObject", customer, "auger-acmeorg"), "critical", "only the caller"],
  [
    "another account's KMS key",
    object("CopyObject", { "x-amz-server-side-encryption-aws-kms-key-id": key("193672423079") }),
    "critical",
    "account 193672423079",
  ],
  [
    "a bucket's default",
    callRecord("s3", "PutBucketEncryption", {
      bucketName: "b",
      ServerSideEncryptionConfiguration: {
        Rule: { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms", KMSMasterKeyID: key("193672423079") } },
      },
    }),
    "critical",
    "193672423079",
  ],
  [
    "a snapshot's copy, though ec2 is declared",
    callRecord("ec2", "CopySnapshot", { kmsKeyId: key("193672423079") }),
    "critical",
    "193672423079",
    registeredFor("ec2"),
  ],
  ["a note", note("FILES-DELETED.txt"), "high", "ransom note"],
  ["another note", note("data/HOW_TO_DECRYPT.html"), "high", "ransom note"],
]);

quiet(ransomEncryption, [
  ["what was so encrypted is read", object("GetObject", customer)],
  [
    "a KMS key of this account",
    object("PutObject", { "x-amz-server-side-encryption-aws-kms-key-id": key("111122223333") }),
  ],
  [
    "a key by its id",
    object("PutObject", { "x-amz-server-side-encryption-aws-kms-key-id": "11111111-2222-4333-8444-555555555555" }),
  ],
  ["S3's own encryption", object("PutObject", { "x-amz-server-side-encryption": "AES256" })],
  ["a log of files", note("deleted/files.csv")],
]);
