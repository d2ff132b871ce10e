import { ownerTags } from "../model/owner.ts";
import { iamUserProof } from "./identities.ts";
import type { Resolver } from "./resolver.ts";

/**
 * An IAM user of the record's own account: the directory's `iamUser`, else the tags on the user.
 *
 * What it trusts: the name in `userIdentity`, which AWS authenticated, and the tags on IAM users, which take
 * `iam:TagUser` to change.
 *
 * What it cannot see: who else holds the user's access key.
 */
export const iamUser: Resolver = {
  id: "iam-user",
  proves: ownerTags,
  of: "principal",
  resolve: (seen) => iamUserProof(seen.recorded.principal, seen),
};
