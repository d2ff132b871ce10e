import type { AuditRule, Found } from "./rule.ts";
import { bucketArns, objectArns } from "./support/s3.ts";
import { type S3Grant, s3Grants } from "./support/s3-beyond.ts";
import { byStatement, fixedStatement, listed, permissionVerdict, whereOf } from "./support/verdict.ts";

/** A statement reaches into a bucket that the contract does not name. */
export const bucketNotInContract: AuditRule = {
  id: "bucket-not-in-contract",
  severity: "high",
  why: "Each vendor has buckets of its own, so that an abused role touches that vendor's data only. A wildcard, or another bucket's name, ends that.",
  blind: "What a bucket behind an access point is. A condition on a tag counts as a limit, whatever carries the tag.",
  remediation:
    "Name the contract's buckets in the statement, with `/*` behind the name for objects; a name with `*` right behind it is every bucket that begins so.",
  sources: ["https://docs.aws.amazon.com/AmazonS3/latest/userguide/security_iam_service-with-iam.html"],
  audit: (seen) => {
    const { contract, account } = seen;
    if (!contract?.services.includes("s3")) return { type: "not-applicable" };
    const reaching = s3Grants(seen, contract).filter(({ reach }) => reach === "bucket");
    const scopes = contract.buckets;
    const right = [...bucketArns(scopes, account.partition), ...objectArns(scopes, account.partition)];
    return permissionVerdict(
      seen,
      byStatement(reaching).map((items) => found(items, right)),
    );
  },
};

const found = (items: readonly [S3Grant, ...S3Grant[]], right: readonly string[]): Found => {
  const [first] = items;
  const isData = items.some(({ work }) => work !== "list");
  // A contract that names no bucket says little: then only patterns are surely too much.
  const isNamed = right.length === 0 && items.every(({ resource }) => !/^(\*|[^/]*:[^/]*[*?])/.test(resource));
  return {
    detail: `allows ${listed(items.map(({ action }) => action))} on ${listed(items.map(({ resource }) => resource))}, which the contract does not name`,
    where: whereOf(first),
    severity: isNamed ? "low" : isData ? "high" : "medium",
    ...(right.length > 0 ? { fixed: fixedStatement(first.statement, { resources: right }) } : {}),
  };
};
