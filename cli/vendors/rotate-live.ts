import { liveTable } from "#shared/aws/live-table.ts";
import { externalIdSecret } from "#shared/aws/rotate/secret.ts";
import { stackParameters } from "#shared/aws/rotate/stack.ts";
import { liveTrust } from "#shared/aws/rotate/trust.ts";
import type { Contract } from "#shared/model/contract.ts";
import { names } from "#shared/names.ts";
import { saveRotation } from "#shared/record/rotations.ts";
import type { RotateMeans } from "./rotate.ts";

/** What a rotation stands on: the operator's own credentials, the vendors' stack, the deployed ledger. */
export const liveMeans = (
  { vendor, role, externalId }: Contract,
  { region, isDeployed, by }: { region: string; isDeployed: boolean; by: string },
): RotateMeans => ({
  secret: externalIdSecret(externalId.type === "auto" ? externalId.secret : "", { region }),
  stack: stackParameters(names.vendorsStack, { region }),
  trust: () => liveTrust(role.name, { region }),
  now: () => new Date().toISOString(),
  ...(isDeployed && { record: (row) => saveRotation(liveTable(names.table), { ...row, vendor, by }) }),
});
