import type { Contract } from "../../model/contract.ts";
import { trustLimits } from "./limits.ts";
import { all, type Conditions, type PolicyJson, policyOf, type StatementJson } from "./policy-json.ts";

export interface TrustPlace {
  partition: string;
  /** One or, while a new one is handed over, two. Of a template: what becomes that. */
  externalId: unknown;
}

/** A name begins so: IAM can check that. Of another pattern only that there is a value. */
const beginning = (key: string, pattern: string | undefined, start: string | undefined): Conditions => {
  if (start !== undefined) return { StringLike: { [key]: `${start}*` } };
  return pattern === undefined ? {} : { Null: { [key]: "false" } };
};

/**
 * Who may take the role, and how. What stands beside sts:AssumeRole is a permission of its own: a call that passes tags or
 * a source identity needs both, so these need not repeat the external id (of which STS does not say that it is there to compare).
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html#id_session-tags_permissions-required
 */
export const trustDocument = (contract: Contract, { partition, externalId }: TrustPlace): PolicyJson => {
  const Principal = { AWS: contract.accounts.map((account) => `arn:${partition}:iam::${account}:root`) };
  const allow = (Sid: string, action: string, Condition: Conditions): StatementJson => ({
    Sid,
    Effect: "Allow",
    Principal,
    Action: [action],
    Condition,
  });
  const identity = beginning("sts:SourceIdentity", contract.sourceIdentity, contract.sourceIdentityStart);
  const name =
    contract.sessionNameStart === undefined
      ? {}
      : beginning("sts:RoleSessionName", contract.sessionName, contract.sessionNameStart);
  const assume = all({ StringEquals: { "sts:ExternalId": externalId } }, trustLimits(contract), name, identity);
  return policyOf([
    allow("Assume", "sts:AssumeRole", assume),
    ...(contract.sourceIdentity === undefined
      ? []
      : [allow("SourceIdentity", "sts:SetSourceIdentity", all(trustLimits(contract), identity))]),
    ...(contract.sessionTags.length === 0 ? [] : [allow("SessionTags", "sts:TagSession", tagLimits(contract))]),
  ]);
};

/** Only the declared keys, and none that would outlive a change of roles. */
const tagLimits = (contract: Contract): Conditions =>
  all(trustLimits(contract), {
    "ForAllValues:StringEquals": { "aws:TagKeys": contract.sessionTags },
    Null: { "sts:TransitiveTagKeys": "true" },
  });
