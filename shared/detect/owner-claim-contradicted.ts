import type { Rule, SeenCreation } from "./rule.ts";

/** The request names one owner, the session proves another. */
export const ownerClaimContradicted: Rule<SeenCreation> = {
  id: "owner-claim-contradicted",
  severity: "high",
  why: "`team` and `studiouserid` decide who may open, stop or delete a resource. A caller who writes somebody else's name into them hides behind that person, or opens a way in.",
  blind:
    "A claim that nothing contradicts because nothing is known of the session: `owner-claim-unproven` reports that.",
  remediation:
    "Ask the person who called. If the claim is right, declare the caller's role under `provisioners`, or pass the session tags of the right person.",
  detect: ({ attribution }) =>
    attribution.conflicts
      .filter(({ proven }) => proven !== null)
      .map(
        ({ tag, claimed, claimedIn, proven, provenIn }) =>
          `${tag} is claimed to be ${claimed} (${claimedIn}), but ${provenIn} proves ${proven}`,
      ),
};
