import type { AuditRule } from "./rule.ts";
import { externalIdKey, probe } from "./support/external-ids.ts";
import { fixedTrust, trusting } from "./support/fixed.ts";
import { foundOrClean, letsIn, placeOf, statementOf } from "./support/trust.ts";

export const trustOnAnybody: AuditRule = {
  id: "trust-on-anybody",
  severity: "critical",
  why: "`Principal: *` lets every AWS account of the world in, as far as the conditions go. An address, a tag that the caller sets or an external id that leaks does not say who it is.",
  blind:
    "A key of the conditions that only our own principals have, such as a tag that our organisation alone can set.",
  remediation: "Name the vendor's account: `arn:aws:iam::ACCOUNT:root`.",
  sources: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html"],
  ofTrust: true,
  audit: (seen) => {
    const anybody = seen.outsiders.filter(
      (one) => one.type === "anybody" && statementOf(seen, one)?.principals !== undefined,
    );
    return foundOrClean(
      anybody.map((one) => {
        const isKept = !letsIn(seen, one, new Map([[externalIdKey, [probe]]]));
        const conditions = statementOf(seen, one)?.conditions ?? [];
        const fixed = fixedTrust(seen, one.statement, trusting(accountsOf(seen.contract), seen.account.partition));
        return {
          detail: `every AWS account may take the role${isKept ? " that knows its external id" : conditions.length > 0 ? " that meets the conditions" : ""}`,
          where: placeOf(seen, one),
          severity: conditions.length > 0 ? ("high" as const) : ("critical" as const),
          ...(fixed !== undefined && { fixed }),
        };
      }),
    );
  },
};

const accountsOf = (contract: { accounts: readonly string[] } | undefined): readonly string[] =>
  contract?.accounts ?? ["THE-ACCOUNT"];
