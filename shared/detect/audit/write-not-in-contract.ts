import type { AuditRule, Found } from "./rule.ts";
import { isReading } from "./support/actions.ts";
import { type S3Grant, s3Grants } from "./support/s3-beyond.ts";
import { byStatement, fixedStatement, listed, permissionVerdict, whereOf } from "./support/verdict.ts";

/** A statement writes or deletes objects where the contract says read. */
export const writeNotInContract: AuditRule = {
  id: "write-not-in-contract",
  severity: "high",
  why: "Who may only read can lose data to others; who may write can also destroy it, encrypt it for a ransom, or plant what others will run.",
  blind: "Writing through another service that has rights of its own.",
  remediation: "Leave the writing actions out, or register the bucket with `access: write`.",
  sources: ["https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html"],
  audit: (seen) => {
    const { contract } = seen;
    if (contract === undefined) return { type: "not-applicable" };
    const writing = s3Grants(seen, contract).filter(
      ({ work, reach, writable }) => work === "write" && reach !== "bucket" && !writable,
    );
    return permissionVerdict(seen, byStatement(writing).map(found));
  },
};

const found = (items: readonly [S3Grant, ...S3Grant[]]): Found => {
  const [first] = items;
  const kept = (first.statement.actions ?? []).filter(isReading);
  return {
    detail: `allows ${listed(items.map(({ action }) => action))} on ${listed(items.map(({ resource }) => resource))}; the contract says read`,
    where: whereOf(first),
    ...(kept.length > 0 ? { fixed: fixedStatement(first.statement, { actions: kept }) } : {}),
  };
};
