import type { AuditRule, Found } from "./rule.ts";
import { isInBucket, objectArns } from "./support/s3.ts";
import { type S3Grant, s3Grants } from "./support/s3-beyond.ts";
import { byStatement, fixedStatement, listed, permissionVerdict, whereOf } from "./support/verdict.ts";

/** A statement reaches objects of the contract's bucket that are not under its prefix. */
export const prefixNotInContract: AuditRule = {
  id: "prefix-not-in-contract",
  severity: "medium",
  why: "A bucket that several parties share is held apart by prefixes only: a statement that leaves the prefix out reads, or writes, what belongs to the others.",
  blind: "Names of keys: listing without `s3:prefix` is low, because it shows names and no content.",
  remediation: "End the resource with the contract's prefix and `*`; for ListBucket add a condition on `s3:prefix`.",
  sources: ["https://docs.aws.amazon.com/AmazonS3/latest/userguide/amazon-s3-policy-keys.html"],
  audit: (seen) => {
    const { contract, account } = seen;
    if (contract === undefined) return { type: "not-applicable" };
    if (contract.buckets.every(({ prefix }) => prefix === "")) return { type: "not-applicable" };
    const reaching = s3Grants(seen, contract).filter(({ reach }) => reach === "prefix");
    return permissionVerdict(
      seen,
      byStatement(reaching).map((items) => found(items, (resource) => rightFor(resource))),
    );

    function rightFor(resource: string): readonly string[] {
      const scopes = contract?.buckets.filter((scope) => isInBucket(resource, scope)) ?? [];
      return objectArns(scopes, account.partition);
    }
  },
};

const found = (items: readonly [S3Grant, ...S3Grant[]], rightFor: (resource: string) => readonly string[]): Found => {
  const [first] = items;
  const content = items.filter(({ work }) => work !== "list");
  const right = [...new Set(content.flatMap(({ resource }) => rightFor(resource)))];
  return {
    detail: `allows ${listed(items.map(({ action }) => action))} on ${listed(items.map(({ resource }) => resource))}: more than the contract's prefix`,
    where: whereOf(first),
    severity: content.length > 0 ? "medium" : "low",
    ...(right.length > 0 ? { fixed: fixedStatement(first.statement, { resources: right }) } : {}),
  };
};
