import { fieldsAt, isFields, textAt } from "../../normalise/fields.ts";
import type { SeenAct } from "./signal.ts";
import { actSignal, type Look } from "./support/act-signal.ts";
import { operationOf, shown } from "./support/acts.ts";
import { bucketOf, scopeFor } from "./support/objects.ts";
import { operations } from "./support/operations.ts";
import { insideOf } from "./support/outsiders.ts";

const writes = [
  "CopyObject",
  "PutObject",
  "UploadPart",
  "UploadPartCopy",
  "CompleteMultipartUpload",
  "CreateMultipartUpload",
];

export const dataSentOutside = actSignal({
  id: "data-sent-outside",
  severity: "critical",
  why: "Objects that a session of this account writes to another account's bucket, and buckets that replicate there, leave the account for good.",
  blind:
    "Writes to another account's bucket need S3 data events of all buckets. What was read is not seen to be sent elsewhere by other means.",
  falsePositives: "A declared exchange: name the bucket in the contract, or the account in `organization.accounts`.",
  attack: ["T1537", "T1530"],
  needs: "data",
  operations: operations({
    critical: { s3: [...writes, "PutBucketReplication"] },
    high: {
      s3: ["PutBucketInventoryConfiguration"],
      ec2: ["CreateTrafficMirrorSession", "CreateTrafficMirrorTarget", "CreateVpcPeeringConnection"],
      logs: ["PutSubscriptionFilter", "PutAccountPolicy"],
      transfer: ["CreateServer"],
      datasync: ["CreateTask", "StartTaskExecution"],
      firehose: ["CreateDeliveryStream"],
    },
    medium: { ec2: ["CreateTrafficMirrorFilter"] },
  }),
  look(seen) {
    const operation = operationOf(seen.act);
    if (operation === "PutBucketReplication") return replication(seen);
    if (writes.includes(operation)) return foreignWrite(seen);
    return operation.startsWith("Put") ? foreignDestination(seen) : {};
  },
});

/** S3 names the bucket's owner among the record's resources. */
const foreignWrite = (seen: SeenAct): Look | undefined => {
  const owners = seen.act.resources.flatMap(({ account }) => account ?? []);
  const foreign = owners.find((account) => !insideOf(seen).has(account));
  if (foreign === undefined || scopeFor(seen, "write") !== undefined) return undefined;
  return { covered: false, note: `the bucket ${shown(bucketOf(seen.act) ?? "")} belongs to ${shown(foreign)}` };
};

const replication = (seen: SeenAct): Look | undefined => {
  const { Rule } = fieldsAt(seen.act.request, "ReplicationConfiguration");
  const destinations = (Array.isArray(Rule) ? Rule : [Rule])
    .filter(isFields)
    .map((rule) => fieldsAt(rule, "Destination"));
  const accounts = destinations.flatMap((destination) => textAt(destination, "Account") ?? []);
  const foreign = accounts.find((account) => !insideOf(seen).has(account));
  if (foreign !== undefined) return { covered: false, note: `it copies to account ${shown(foreign)}` };
  if (accounts.length === destinations.length && accounts.length > 0) return { severity: "medium" };
  return { covered: false, severity: "high", note: "the destination's account is not told" };
};

/** A destination's ARN with another account in it; S3's have none. */
const foreignDestination = (seen: SeenAct): Look | undefined => {
  const text = JSON.stringify(seen.act.request).slice(0, 20_000);
  const accounts = [...text.matchAll(/"arn:[\w-]*:\w+:[\w-]*:(\d{12}):|"[aA]ccount(?:Id)?":"(\d{12})"/g)];
  const foreign = accounts
    .map(([, inArn, named]) => inArn ?? named ?? "")
    .find((account) => !insideOf(seen).has(account));
  return foreign === undefined ? undefined : { covered: false, note: `the destination belongs to ${foreign}` };
};
