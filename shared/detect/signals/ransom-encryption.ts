import type { VendorAct } from "../../model/vendor-act.ts";
import { fieldsAt, isFields, textAt } from "../../normalise/fields.ts";
import type { SeenAct } from "./signal.ts";
import { lookSignal } from "./support/act-signal.ts";
import { operationOf, shown } from "./support/acts.ts";
import { isRead, isS3, keyOf, scopeFor } from "./support/objects.ts";
import { insideOf } from "./support/outsiders.ts";

export const ransomEncryption = lookSignal({
  id: "ransom-encryption",
  severity: "critical",
  why: "Objects, volumes and databases encrypted with a key that this account does not have are lost, even where nothing was deleted.",
  blind:
    "Objects need S3 data events. Data that the vendor encrypts itself before it uploads it looks like any upload.",
  falsePositives:
    "A vendor that brings its own keys (SSE-C): expect the signal. Keys of the organisation's accounts are ours if `organization.accounts` names them.",
  attack: ["T1486", "T1485"],
  needs: "data",
  concerns: (act) => (isS3(act) && !isRead(act)) || encrypting.test(operationOf(act)),
  look(seen) {
    const { act } = seen;
    const foreign = keysIn(act).find((account) => !insideOf(seen).has(account));
    if (foreign !== undefined) return { covered: false, note: `the KMS key belongs to account ${foreign}` };
    if (isS3(act) && textAt(act.request, customer) !== undefined)
      return {
        covered: false,
        note: "encrypted with a key that only the caller has",
        ...(isOwnUpload(seen) ? { severity: "high" } : {}),
      };
    if (act.service === "s3" && operationOf(act) === "PutObject" && ransomNote.test(keyOf(act) ?? ""))
      return { covered: false, severity: "high", note: `${shown(keyOf(act) ?? "")} has the name of a ransom note` };
    return undefined;
  },
});

const customer = "x-amz-server-side-encryption-customer-algorithm";

/** New data in its own bucket; a copy would replace what is there. */
const isOwnUpload = (seen: SeenAct): boolean =>
  operationOf(seen.act) !== "CopyObject" && scopeFor(seen, "write") !== undefined;

const encrypting =
  /^(CopySnapshot|CreateSnapshot|CreateVolume|CopyImage|RunInstances|CopyDBSnapshot|CopyDBClusterSnapshot|CreateDBInstance|CreateDBCluster|RestoreDB\w+|CreateTable|UpdateTable|ModifyEbsDefaultKmsKeyId|PutBucketEncryption)$/;

const ransomNote =
  /(^|\/)[^/]*(ransom|decrypt|recover[-_ ]?(your|my)?[-_ ]?files|restore[-_ ]?(your|my)?[-_ ]?files|files?[-_ ]?(are[-_ ]?|were[-_ ]?|have[-_ ]been[-_ ]?)?(deleted|encrypted|locked|stolen))[^/]*$/i;

/** Accounts of the KMS keys that a request names. A key by its id or alias alone is this account's. */
const keysIn = ({ request }: VendorAct): readonly string[] => {
  const { Rule } = fieldsAt(fieldsAt(request, "ServerSideEncryptionConfiguration"), "Rule");
  const rules = [
    fieldsAt(fieldsAt(request, "ServerSideEncryptionConfiguration"), "Rule"),
    ...(Array.isArray(Rule) ? Rule : []),
  ];
  const byDefault = rules.filter(isFields).map((rule) => fieldsAt(rule, "ApplyServerSideEncryptionByDefault"));
  return [
    textAt(request, "x-amz-server-side-encryption-aws-kms-key-id"),
    textAt(request, "kmsKeyId"),
    textAt(request, "kmsKeyArn"),
    ...byDefault.map((rule) => textAt(rule, "KMSMasterKeyID")),
  ].flatMap((key) => /^arn:[\w-]+:kms:[\w-]*:(\d{12}):/.exec(key ?? "")?.[1] ?? []);
};
