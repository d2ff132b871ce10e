import type { Rule, SeenCreation } from "./rule.ts";

/** The request names an owner whom nothing supports. */
export const ownerClaimUnproven: Rule<SeenCreation> = {
  id: "owner-claim-unproven",
  severity: "medium",
  why: "Tags in a request are the caller's own words. They are an owner only when the session's evidence agrees, or when the caller is a declared provisioner.",
  blind: "Whether the claim is true: that takes a person who knows.",
  remediation:
    "Give the session an identity: session tags, a source identity, or declare the role under `provisioners` if it acts for others.",
  detect: ({ attribution }) =>
    attribution.unproven.map(({ tag, value, why }) => `${tag} is claimed to be ${value}: ${why}`),
};
