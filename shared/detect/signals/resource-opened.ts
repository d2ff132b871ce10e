import type { Fields } from "../../model/vendor-act.ts";
import { fieldsAt, listAt, textAt } from "../../normalise/fields.ts";
import type { SeenAct } from "./signal.ts";
import { grantedBy } from "./support/acl.ts";
import { actSignal, type Look } from "./support/act-signal.ts";
import { operationOf, shown } from "./support/acts.ts";
import { operations } from "./support/operations.ts";
import { insideOf, outsidersIn } from "./support/outsiders.ts";
import { writtenPolicies } from "./support/written-policies.ts";

const blocks = [
  "PutBucketPublicAccessBlock",
  "DeleteBucketPublicAccessBlock",
  "PutAccountPublicAccessBlock",
  "DeleteAccountPublicAccessBlock",
];

export const resourceOpened = actSignal({
  id: "resource-opened",
  severity: "critical",
  why: "A bucket, function, queue, secret or repository that admits another account or everybody can be read from there without any role in this account.",
  blind:
    "Grants of objects need S3 data events. Whether an organisation named in a condition is ours is not known here. A refused call carries no policy.",
  falsePositives:
    "A declared exchange with an account of the organisation: name it in `organization.accounts`. A policy that admits nobody from outside is clean.",
  attack: ["T1530", "T1537", "T1098", "T1133", "T1562.007"],
  needs: "management",
  operations: operations({
    critical: {
      s3: [
        ...blocks,
        "PutBucketPolicy",
        "PutBucketAcl",
        "PutObjectAcl",
        "PutAccessPointPolicy",
        "PutAccessPointPolicyForObjectLambda",
        "CreateBucket",
        "PutObject",
        "CopyObject",
      ],
      lambda: ["AddPermission", "AddLayerVersionPermission", "CreateFunctionUrlConfig", "UpdateFunctionUrlConfig"],
      sns: ["AddPermission", "SetTopicAttributes", "CreateTopic"],
      sqs: ["AddPermission", "SetQueueAttributes", "CreateQueue"],
      secretsmanager: ["PutResourcePolicy"],
      ecr: ["SetRepositoryPolicy", "PutRegistryPolicy"],
      "ecr-public": ["SetRepositoryPolicy"],
      glue: ["PutResourcePolicy"],
      ses: ["PutIdentityPolicy", "CreateEmailIdentityPolicy"],
      events: ["PutPermission"],
      logs: ["PutDestinationPolicy", "PutResourcePolicy"],
      backup: ["PutBackupVaultAccessPolicy"],
      dynamodb: ["PutResourcePolicy"],
      es: ["CreateElasticsearchDomain", "UpdateElasticsearchDomainConfig", "CreateDomain", "UpdateDomainConfig"],
      ram: ["CreateResourceShare", "AssociateResourceShare", "EnableSharingWithAwsOrganization"],
      elasticfilesystem: ["PutFileSystemPolicy"],
      kinesis: ["PutResourcePolicy"],
      codeartifact: ["PutDomainPermissionsPolicy", "PutRepositoryPermissionsPolicy"],
    },
  }),
  look(seen) {
    const { act } = seen;
    if (blocks.includes(operationOf(act))) return blockLifted(seen);
    const outsiders = [...admitted(seen)];
    if (outsiders.length > 0)
      return {
        covered: false,
        note: `it admits ${outsiders
          .slice(0, 5)
          .map((one) => shown(one))
          .join(", ")}`,
      };
    return isBlank(seen) ? { covered: false, severity: "high" } : undefined;
  },
});

const blockLifted = ({ act }: SeenAct): Look | undefined => {
  const block = fieldsAt(act.request, "PublicAccessBlockConfiguration");
  const isOff = operationOf(act).startsWith("Delete") || Object.values(block).some((value) => `${value}` === "false");
  return isOff ? { covered: false, severity: "high", note: "public access is not blocked any more" } : undefined;
};

/** Refused or failed without telling the policy: whoever edits the policy of a bucket meant something by it. */
const isBlank = ({ act }: SeenAct): boolean =>
  act.errorCode !== undefined &&
  /^(Put.*Polic(y|ies)|PutBucketAcl|PutPermission|SetRepositoryPolicy|AddPermission)/.test(operationOf(act)) &&
  writtenPolicies(act, "resource").length === 0;

/** Accounts, canonical users and `anybody` that a request lets in. A search domain in a network is for that network only. */
const admitted = (seen: SeenAct): ReadonlySet<string> => {
  const { act } = seen;
  const inside = insideOf(seen);
  const policies = "vPCOptions" in act.request ? [] : writtenPolicies(act, "resource");
  return new Set([
    ...policies.flatMap((policy) => outsidersIn(policy, inside)),
    ...(act.service === "s3" ? grantedBy(act.request) : []),
    ...(act.service === "lambda" && textAt(act.request, "authType") === "NONE" ? ["anybody"] : []),
    ...named(act.request, inside),
  ]);
};

/** Principals that are parameters themselves: of functions, buses, shares. `sourceAccount` limits a service, or everybody, to one. */
const named = (request: Fields, inside: ReadonlySet<string>): readonly string[] => {
  const limits = [textAt(request, "sourceAccount"), textAt(request, "principalOrgID")];
  const principals = [
    request.principal,
    request.Principal,
    ...listAt(request, "principals"),
    ...listAt(request, "aWSAccountIds"),
  ];
  const texts = [...principals, limits[0]].filter((text) => typeof text === "string");
  const isOpen = texts.includes("*") && limits.every((limit) => limit === undefined);
  const accounts = texts
    .flatMap((text) => /(?<!\d)\d{10,20}(?!\d)/.exec(text) ?? [])
    .filter((account) => !inside.has(account));
  return [...(isOpen ? ["anybody"] : []), ...accounts];
};
