import type { Contract } from "#shared/model/contract.ts";
import { BadInput } from "#shared/model/errors.ts";
import type { Settings } from "#shared/model/settings.ts";
import { list, quoted, suggestion } from "#shared/settings/words.ts";
import { type ContractPlace, contractsOf } from "#shared/vendors/contract.ts";

/** The contract of a vendor that was named on the command line. Throws BadInput for a name that the settings do not have. */
export const contractNamed = (name: string, settings: Settings, place: ContractPlace): Contract => {
  const contract = contractsOf(settings, place).find(({ vendor }) => vendor === name);
  if (contract !== undefined) return contract;
  const known = Object.keys(settings.vendors);
  throw new BadInput(`${quoted(name)} is no vendor of the settings; allowed: ${list(known)}${suggestion(name, known)}`);
};
