/** What other CDK apps may use: see docs/vendor-role.md. */
export type { VendorContract } from "./constructs/vendor-contract.ts";
export { VendorRole, type VendorRoleProps } from "./constructs/vendor-role.ts";
