import type { VendorAct } from "../../../model/vendor-act.ts";
import { isFields } from "../../../normalise/fields.ts";
import type { ReadPolicy } from "../../../policy/model.ts";
import { readPolicy } from "../../../policy/read.ts";

/** Where services put the policy of a resource: S3 as an object, the others as JSON text. */
const keys = [
  "bucketPolicy",
  "policy",
  "resourcePolicy",
  "policyText",
  "policyInJson",
  "accessPolicy",
  "accessPolicies",
  "repositoryPolicyText",
  "policyDocument",
  "assumeRolePolicyDocument",
] as const;

/** Policies that a request writes: of a resource, or a role's trust. */
export const writtenPolicies = ({ request }: VendorAct, kind: "trust" | "resource"): readonly ReadPolicy[] => {
  const attributes = isFields(request.attributes) ? request.attributes : {};
  const named = request.attributeName === "Policy" ? [request.attributeValue] : [];
  return [...keys.map((key) => request[key]), attributes.Policy, attributes.policy, ...named]
    .filter((value) =>
      isFields(value) ? Object.keys(value).length > 0 : typeof value === "string" && /[{%]/.test(value),
    )
    .map((value) => readPolicy(value, kind));
};
