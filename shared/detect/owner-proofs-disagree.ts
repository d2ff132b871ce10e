import type { Rule, SeenCreation } from "./rule.ts";

/** Two proofs exclude each other, so neither is used. */
export const ownerProofsDisagree: Rule<SeenCreation> = {
  id: "owner-proofs-disagree",
  severity: "high",
  why: "A proven team must be the directory's team of the proven person. When they differ, either the directory is out of date or a session carries tags that it should not have.",
  blind: "Proofs of resolvers that were not asked because an earlier one had answered.",
  remediation: "Correct the person's team in the directory, or the session tags that the identity provider sends.",
  detect: ({ attribution }) =>
    attribution.conflicts
      .filter(({ proven }) => proven === null)
      .map(
        ({ tag, claimed, claimedIn, provenIn }) => `${tag} is ${claimed} in ${claimedIn}, which ${provenIn} excludes`,
      ),
};
