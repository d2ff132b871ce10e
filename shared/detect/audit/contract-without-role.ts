import type { ContractRule } from "./rule.ts";

export const contractWithoutRole: ContractRule = {
  id: "contract-without-role",
  severity: "low",
  why: "The settings register a vendor whose role is not there: either it is not deployed yet, or it was removed and the contract outlived it. A role of that name that somebody makes later is the vendor's at once.",
  blind: "Roles in other accounts.",
  remediation: "Deploy the role, correct roleArn, or take the vendor out of the settings.",
  sources: ["https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRole.html"],
  audit: ({ contract, account, roles }) => {
    if (roles.some(({ arn }) => arn === contract.role.arn)) return { type: "clean" };
    if (account.isWhole !== true) return { type: "unknown", missing: ["all roles"] };
    const detail = `${contract.vendor} is registered with a role that is not there`;
    return { type: "found", found: [{ detail, where: { policy: "role", statement: null } }] };
  },
};
