import type { Contract } from "../../model/contract.ts";
import { type Tags, tagMap } from "../../model/tags.ts";
import { exerciseRole } from "../../names.ts";
import { tagsOf } from "./documents.ts";
import { allowed } from "./grants.ts";
import { type PolicyJson, policyOf, type RolePlace } from "./policy-json.ts";
import { roleProblems } from "./problems.ts";

/** A role like the vendor's, in its name space, that reaches nothing: on it a containment is tried. */
export interface Decoy {
  arn: string;
  name: string;
  path: string;
  tags: Tags;
  trust: PolicyJson;
  /** In the order in which they are to be written: what keeps it from all data comes first. */
  policies: readonly { name: string; document: object }[];
}

/** By this tag one that was left behind is known for what it is. */
export const exerciseTag = "sagewarden:exercise";

/** The only call that it may make: it reads itself. */
export const probe = "iam:GetRole";

/**
 * The contract's permissions are on it, so that a containment finds the same policies, quotas and tags; a Deny of all else keeps it
 * from using them. `externalId` is made for this exercise, and only this account may take it.
 */
export const decoyOf = (contract: Contract, place: RolePlace, externalId: string): Decoy => {
  const { path, name } = exerciseRole(contract.vendor);
  const arn = `arn:${place.partition}:iam::${place.account}:role${path}${name}`;
  // Of another's role the contract may name services that have no grant here.
  const like = roleProblems(contract).length === 0 ? allowed(contract, place) : [];
  return {
    ...{ arn, name, path },
    tags: tagMap([...Object.entries(tagsOf(contract)), [exerciseTag, contract.vendor]]),
    trust: policyOf([
      {
        Sid: "Exercise",
        Effect: "Allow",
        Principal: { AWS: [`arn:${place.partition}:iam::${place.account}:root`] },
        Action: ["sts:AssumeRole"],
        Condition: { StringEquals: { "sts:ExternalId": externalId } },
      },
    ]),
    policies: [
      {
        name: "exercise",
        document: {
          Version: "2012-10-17",
          Statement: [
            { Sid: "Itself", Effect: "Allow", Action: [probe], Resource: [arn] },
            { Sid: "NothingElse", Effect: "Deny", NotAction: [probe], Resource: ["*"] },
          ],
        },
      },
      ...(like.length === 0 ? [] : [{ name: "contract", document: policyOf(like) }]),
    ],
  };
};
