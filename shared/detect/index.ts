import { exemptionNotApproved } from "./exemption-not-approved.ts";
import { guardedTagChanged } from "./guarded-tag-changed.ts";
import { ownerClaimContradicted } from "./owner-claim-contradicted.ts";
import { ownerClaimUnproven } from "./owner-claim-unproven.ts";
import { ownerLeft } from "./owner-left.ts";
import { ownerProofsDisagree } from "./owner-proofs-disagree.ts";
import { ownerTagLookalike } from "./owner-tag-lookalike.ts";
import { ownerUnknown } from "./owner-unknown.ts";
import { profileOfAnother } from "./profile-of-another.ts";
import { profileUrlOfAnother } from "./profile-url-of-another.ts";
import { requiredTagMissing } from "./required-tag-missing.ts";
import { tagValueNotAllowed } from "./tag-value-not-allowed.ts";

/** Every rule over a creation. The structure test compares this list with the folder. */
export const creationRules = [
  ownerClaimContradicted,
  ownerProofsDisagree,
  ownerClaimUnproven,
  ownerUnknown,
  ownerLeft,
  ownerTagLookalike,
  profileOfAnother,
  requiredTagMissing,
  tagValueNotAllowed,
] as const;

/** Every rule over AddTags and DeleteTags. */
export const retagRules = [guardedTagChanged] as const;

/** Every rule over `sagewarden:exempt-until`, in a request or added later. */
export const exemptTagRules = [exemptionNotApproved] as const;

/** Every rule over requests for the address of a user profile. */
export const profileUrlRules = [profileUrlOfAnother] as const;
