import type { Rule, SeenRetag } from "./rule.ts";

/** Somebody else changed a tag that decides access. */
export const guardedTagChanged: Rule<SeenRetag> = {
  id: "guarded-tag-changed",
  severity: "high",
  why: "Whoever changes `studiouserid` can open the resource as its new owner; whoever removes it takes it from its owner. A second time by the same principal is not a mistake any more.",
  blind: "Changes made while no trail delivered records. The sweep finds their result, not their author.",
  remediation:
    "Talk to the principal. A tool that manages tags belongs under `provisioners`; with Terraform add `ignore_tags` with the guarded keys to the provider.",
  detect: ({ retag, recorded, changed, round }) =>
    changed.length === 0
      ? []
      : [
          `${retag.principal.arn ?? retag.principal.type} changed ${changed.join(" and ")} of a resource owned by ` +
            `${recorded.studiouserid?.value ?? "nobody"} in ${recorded.team?.value ?? "no team"} (round ${round})`,
        ],
  severityOf: ({ round, isProvisioner }) => {
    if (isProvisioner) return "medium";
    return round > 1 ? "critical" : "high";
  },
};
