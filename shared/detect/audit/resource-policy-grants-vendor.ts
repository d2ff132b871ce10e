import { covers, matches } from "../../policy/glob.ts";
import type { ReadPolicy, Statement } from "../../policy/model.ts";
import type { AuditRule, Found, SeenRole, Where } from "./rule.ts";
import { isReading } from "./support/actions.ts";
import { limitedTo } from "./support/grants.ts";
import { isSound } from "./support/held.ts";
import { isInBucket, isInPrefix } from "./support/s3.ts";
import { listed, verdict } from "./support/verdict.ts";

/** A resource's own policy lets the vendor in, beside its role or through it. */
export const resourcePolicyGrantsVendor: AuditRule = {
  id: "resource-policy-grants-vendor",
  severity: "high",
  why: "What a bucket, key, queue or secret grants to the vendor's account needs no role of yours: no external id, no session length, no containment reaches it. What it grants to the role or to its sessions is beyond the role's policies and, for a session, its boundary.",
  blind:
    "Resources whose policies were not given: `unknown` says of which kinds none was; the live account is asked for its buckets' only. A policy that lets everybody in is not the vendor's and is not reported here. Grants by ACL and by KMS grant.",
  remediation:
    "Remove the statement and let the vendor come through its role; what its role needs belongs into the role's policy.",
  sources: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_identity-vs-resource.html"],
  audit: (seen) => {
    const { resourcePolicies: policies, unreadResources = [] } = seen.account;
    if (policies === undefined) return { type: "unknown", missing: ["resource policies"] };
    const found = policies.flatMap(({ resource, policy }) => foundIn(seen, resource, policy));
    return verdict(found, [
      ...(policies.some(({ policy }) => policy.document === undefined) ? (["resource policies"] as const) : []),
      ...(policies.some(({ policy }) => policy.document && !isSound(policy)) ? (["sound policies"] as const) : []),
      ...unreadResources.map((kind) => `${kind} policies` as const),
    ]);
  },
};

const foundIn = (seen: SeenRole, resource: string, policy: ReadPolicy): readonly Found[] =>
  (policy.document?.statements ?? []).flatMap((statement) => {
    const who = statement.effect === "Allow" ? granteeOf(seen, statement) : undefined;
    return who === undefined ? [] : [found(seen, who, resource, statement)];
  });

type Grantee = "account" | "role" | "session";

/** Whom of the vendor a statement names: its account or somebody there, the role, or a session of it. */
const granteeOf = (seen: SeenRole, statement: Statement): Grantee | undefined => {
  const { role, contract, outsiders } = seen;
  const accounts = new Set([...(contract?.accounts ?? []), ...outsiders.flatMap(({ account }) => account ?? [])]);
  const { principals } = statement;
  const named = principals?.anybody ? namedByCondition(statement) : (principals?.aws ?? []);
  const grantees = named.map((name): Grantee | undefined => {
    if (name === role.arn || (role.id !== "" && name === role.id)) return "role";
    if (name.split(":")[2] === "sts" && name.includes(`:assumed-role/${role.name}/`)) return "session";
    if (principals?.anybody && /[*?]/.test(name) && matches(name, role.arn) && !isOfAll(name)) return "role";
    return accounts.has(accountOf(name)) ? "account" : undefined;
  });
  return grantees.find((grantee) => grantee === "account") ?? grantees.find((grantee) => grantee !== undefined);
};

/** `*` as the principal, and a condition that says whom it means. */
const namedByCondition = (statement: Statement): readonly string[] =>
  ["PrincipalArn", "PrincipalAccount", "SourceAccount", "userid"].flatMap(
    (key) => limitedTo(statement, new RegExp(`^aws:${key}$`, "i")) ?? [],
  );

const accountOf = (name: string): string => (/^\d{12}$/.test(name) ? name : (name.split(":")[4] ?? ""));

/** Every role of the account, or nearly: not this one's statement. */
const isOfAll = (pattern: string): boolean => /role\/(\*|[^/]*\*)$/.test(pattern) || /^\*/.test(pattern);

const found = (seen: SeenRole, who: Grantee, resource: string, statement: Statement): Found => {
  const actions = statement.actions ?? ["everything but some actions"];
  const isAgreed = who === "role" && isInContract(seen, statement, resource);
  const whom = { account: "the vendor's account itself", role: "the role", session: "a session of the role" }[who];
  return {
    detail: `${resource} allows ${listed(actions)} to ${whom}${isAgreed ? ", as the contract does" : ""}`,
    where: whereIn(resource, statement),
    severity: isAgreed ? "low" : "high",
  };
};

const whereIn = (resource: string, { index, sid, line }: Statement): Where => ({
  policy: resource,
  statement: index,
  ...(sid === undefined ? {} : { sid }),
  line,
});

const objectAction = /^s3:(Get|Put|Delete|Abort|List)(Object|Bucket|MultipartUpload)\w*$/;

/** The same as the contract gives: its bucket and prefix, and writing only where it says so. */
const isInContract = ({ contract }: SeenRole, { actions, resources }: Statement, bucket: string): boolean => {
  const scopes = contract?.buckets.filter((scope) => isInBucket(bucket, scope)) ?? [];
  return (
    scopes.length > 0 &&
    actions?.every((action) => /^s3:(Get|List)(Object|Bucket)?\w*\*?$/.test(action) || objectAction.test(action)) ===
      true &&
    scopes.some(
      (scope) =>
        (scope.access === "write" || actions.every(isReading)) &&
        (resources ?? []).every((resource) => covers(bucket, resource) || isInPrefix(resource, scope)),
    )
  );
};
