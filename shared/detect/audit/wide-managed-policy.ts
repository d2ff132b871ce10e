import type { AuditRule, Found, SeenRole } from "./rule.ts";
import { grantsOf } from "./support/grants.ts";
import { heldBy } from "./support/held.ts";
import { isWide } from "./support/iam.ts";
import { widthOf } from "./support/managed-policies.ts";
import { verdict } from "./support/verdict.ts";

/** A policy of AWS that gives a whole service, or the account, is attached. */
export const wideManagedPolicy: AuditRule = {
  id: "wide-managed-policy",
  severity: "high",
  why: "AWS's FullAccess policies, ReadOnlyAccess and AdministratorAccess are made for the account's own people. On a vendor's role they open every resource of a service, and AWS adds to them without asking.",
  blind:
    "A copy of such a policy under another name is found by what it allows, by the other rules. Policies of AWS that are not well known are judged by their documents.",
  remediation: "Detach it and give a policy of your own that names the vendor's actions and resources.",
  sources: ["https://docs.aws.amazon.com/aws-managed-policy/latest/reference/about-managed-policy-reference.html"],
  audit: (seen) => {
    const wide = seen.role.policies.filter(({ arn }) => arn !== undefined && widthOf(arn) === "wide");
    return verdict(wide.map(({ arn }) => found(seen, arn ?? "")));
  },
};

const everything = /policy\/(AdministratorAccess|PowerUserAccess|IAMFullAccess)$/;

/** A boundary may leave so little of it that only the name is wide. */
const found = (seen: SeenRole, arn: string): Found => {
  const { boundary } = heldBy(seen.role);
  const isCut =
    boundary !== undefined &&
    !grantsOf(seen, "*").some(({ policy, resources }) => policy.name === arn && resources.some(isWide));
  return {
    detail: `${arn.split("/").at(-1)} is attached${isCut ? "; the permissions boundary leaves a part of it" : ""}`,
    where: { policy: arn, statement: null },
    severity: isCut ? "low" : everything.test(arn) ? "critical" : "high",
  };
};
