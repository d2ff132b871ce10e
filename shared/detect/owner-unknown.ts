import { ownerTags } from "../model/owner.ts";
import type { Rule, SeenCreation } from "./rule.ts";

/** Nobody is proven for a tag that decides access. */
export const ownerUnknown: Rule<SeenCreation> = {
  id: "owner-unknown",
  severity: "medium",
  why: "A resource without `team` and `studiouserid` can be opened, stopped and paid for by nobody, or by everybody.",
  blind:
    "An identity that CloudTrail does not record: a role session without session tags, source identity or Identity Center user.",
  remediation:
    "Let people create through sessions whose session tags are those of `team` and `studiouserid`, turn on the domain's source identity, or tag the resource by a declared provisioner.",
  detect: ({ attribution }) => {
    const missing = ownerTags.filter((tag) => attribution.owner[tag] === null);
    return missing.length === 0 ? [] : [`nothing proves ${missing.join(" and ")}`];
  },
};
