import type { Contract } from "../../model/contract.ts";
import type { AccountFacts } from "../../model/role-facts.ts";
import type { Settings } from "../../model/settings.ts";
import { type Discovered, discover, isVendorRole } from "../../vendors/discover.ts";
import { allowByException } from "./allow-by-exception.ts";
import { assumeRoleTooWide } from "./assume-role-too-wide.ts";
import { bucketControl } from "./bucket-control.ts";
import { bucketNotInContract } from "./bucket-not-in-contract.ts";
import { canBlindUs } from "./can-blind-us.ts";
import { canUndoContainment } from "./can-undo-containment.ts";
import { containmentDoesNotFit } from "./containment-does-not-fit.ts";
import { contractWithoutRole } from "./contract-without-role.ts";
import { externalIdGuessable } from "./external-id-guessable.ts";
import { externalIdShared } from "./external-id-shared.ts";
import { externalIdWeakOperator } from "./external-id-weak-operator.ts";
import { externalIdWildcard } from "./external-id-wildcard.ts";
import { federationWithoutSubject } from "./federation-without-subject.ts";
import { iamWrite } from "./iam-write.ts";
import { keysInsteadOfRole } from "./keys-instead-of-role.ts";
import { noBoundary } from "./no-boundary.ts";
import { passRoleTooWide } from "./pass-role-too-wide.ts";
import { policyNotUnderstood } from "./policy-not-understood.ts";
import { prefixNotInContract } from "./prefix-not-in-contract.ts";
import { privilegeEscalation } from "./privilege-escalation.ts";
import { readsAllData } from "./reads-all-data.ts";
import { resourcePolicyGrantsVendor } from "./resource-policy-grants-vendor.ts";
import { roleNotRegistered } from "./role-not-registered.ts";
import { roleOutlivesContract } from "./role-outlives-contract.ts";
import { roleOutsideNameSpace } from "./role-outside-name-space.ts";
import { roleUnused } from "./role-unused.ts";
import type { AuditFinding, AuditRule, ContractRule, Found, SeenRole, Source, Verdict } from "./rule.ts";
import { serviceNotInContract } from "./service-not-in-contract.ts";
import { serviceWildcard } from "./service-wildcard.ts";
import { sessionLongerThanContract } from "./session-longer-than-contract.ts";
import { sessionTagsNotLimited } from "./session-tags-not-limited.ts";
import { severalRolesOfAVendor } from "./several-roles-of-a-vendor.ts";
import { severalVendorsOnARole } from "./several-vendors-on-a-role.ts";
import { sharesResources } from "./shares-resources.ts";
import { staticKeysForVendor } from "./static-keys-for-vendor.ts";
import { withoutExternalIds } from "./support/fixed.ts";
import { isSound } from "./support/held.ts";
import { trustByExclusion } from "./trust-by-exclusion.ts";
import { trustOnAnybody } from "./trust-on-anybody.ts";
import { trustOnDeletedPrincipal } from "./trust-on-deleted-principal.ts";
import { trustWiderThanContract } from "./trust-wider-than-contract.ts";
import { trustWithoutExternalId } from "./trust-without-external-id.ts";
import { wideManagedPolicy } from "./wide-managed-policy.ts";
import { writeNotInContract } from "./write-not-in-contract.ts";

/** Every rule over a vendor role. The structure test compares these lists with the folder. */
export const auditRules: readonly AuditRule[] = [
  trustWithoutExternalId,
  externalIdWeakOperator,
  externalIdWildcard,
  externalIdGuessable,
  externalIdShared,
  trustOnAnybody,
  trustByExclusion,
  roleNotRegistered,
  trustWiderThanContract,
  sessionTagsNotLimited,
  sessionLongerThanContract,
  severalVendorsOnARole,
  severalRolesOfAVendor,
  trustOnDeletedPrincipal,
  roleOutlivesContract,
  roleUnused,
  roleOutsideNameSpace,
  policyNotUnderstood,
  federationWithoutSubject,
  privilegeEscalation,
  canUndoContainment,
  containmentDoesNotFit,
  iamWrite,
  passRoleTooWide,
  assumeRoleTooWide,
  wideManagedPolicy,
  serviceWildcard,
  allowByException,
  serviceNotInContract,
  bucketNotInContract,
  prefixNotInContract,
  writeNotInContract,
  bucketControl,
  readsAllData,
  sharesResources,
  canBlindUs,
  resourcePolicyGrantsVendor,
  staticKeysForVendor,
  noBoundary,
];

/** Every rule over a contract. */
export const contractRules: readonly ContractRule[] = [contractWithoutRole, keysInsteadOfRole];

/** What a rule could not look at, and why: never clean. */
export interface NotSeen {
  /** ARN */
  role: string;
  rule: string;
  missing: readonly Source[];
}

export interface Audited {
  findings: readonly AuditFinding[];
  unknown: readonly NotSeen[];
  roles: readonly Discovered[];
}

/** Every vendor role and contract against every rule. `now`: ISO 8601. Pure, and never throws for what a policy holds. */
export const audit = (
  facts: AccountFacts,
  contracts: readonly Contract[],
  settings: Settings,
  now: string,
  rules: Rules = { auditRules, contractRules },
): Audited => {
  const roles = discover(facts, contracts, settings, now);
  const ofContract = Map.groupBy(roles, ({ contract }) => contract);
  const verdicts = [
    ...roles.flatMap((seen) => {
      const shown: SeenRole = {
        ...{ ...seen, account: facts, contracts, settings, now },
        // Few rules ask, and a list for each role would be as many rows as roles times roles.
        get others() {
          return roles.filter(({ role }) => role !== seen.role);
        },
      };
      return rules.auditRules
        .filter(({ everyRole }) => everyRole || isVendorRole(seen))
        .map((rule) => answer(seen.role.arn, rule, seen.contract, verdictOf(rule, shown)));
    }),
    ...contracts.flatMap((contract) => {
      const own = (ofContract.get(contract) ?? []).map(({ role }) => role);
      return rules.contractRules.map((rule) =>
        answer(contract.role.arn, rule, contract, rule.audit({ contract, account: facts, roles: own, settings, now })),
      );
    }),
  ];
  return {
    findings: verdicts.flatMap(({ findings }) => findings),
    unknown: verdicts.flatMap(({ unknown }) => unknown),
    roles,
  };
};

/** A trust policy of which a part could not be read may let in whom no rule saw. */
const verdictOf = (rule: AuditRule, seen: SeenRole): Verdict => {
  const verdict = rule.audit(seen);
  if (!rule.ofTrust || isSound(seen.role.trust)) return verdict;
  const missing = [...("missing" in verdict ? (verdict.missing ?? []) : []), "sound trust policy" as const];
  return verdict.type === "found" ? { ...verdict, missing } : { type: "unknown", missing };
};

export interface Rules {
  auditRules: readonly AuditRule[];
  contractRules: readonly ContractRule[];
}

type Described = Pick<AuditRule, "id" | "severity" | "remediation">;

const answer = (
  role: string,
  rule: Described,
  contract: Contract | undefined,
  verdict: Verdict,
): Pick<Audited, "findings" | "unknown"> => {
  const missing = "missing" in verdict ? (verdict.missing ?? []) : [];
  return {
    findings: verdict.type === "found" ? verdict.found.map((found) => finding(role, rule, contract, found)) : [],
    unknown: missing.length > 0 ? [{ role, rule: rule.id, missing }] : [],
  };
};

const finding = (role: string, rule: Described, contract: Contract | undefined, found: Found): AuditFinding => ({
  role,
  rule: rule.id,
  severity: found.severity ?? rule.severity,
  detail: found.detail,
  where: found.where,
  remediation: found.remediation ?? rule.remediation,
  ...(found.fixed !== undefined && { fixed: withoutExternalIds(found.fixed) }),
  ...(contract !== undefined && { vendor: contract.vendor }),
});
